// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatpeople.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/patiently.h"
#include "common/protocol/csvreader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr auto LeftOut = "-"_L1;
constexpr qsizetype MostListed = 20;

Error unmapped(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names.first(std::min(names.size(), MostListed)))
        shown.append(u'"' + name + u'"');
    if (names.size() > MostListed)
        shown.append(u"and %1 more"_s.arg(names.size() - MostListed));
    return {
        Error::Kind::InvalidInput, "unmapped_names"_L1,
        u"Whose messages are those of %1? Say so with --map 'NAME=ACCOUNT' (- leaves them out), "
        u"--map-file or --others."_s.arg(shown.join(u", "_s))};
}

Error badTable(qint64 row, const QString &why)
{
    return {Error::Kind::InvalidInput, "csv"_L1, u"Row %1: %2"_s.arg(row).arg(why)};
}

} // namespace

Result<> ChatPeople::add(const QString &assignment)
{
    const qsizetype sign = assignment.lastIndexOf(u'=');
    const QString name = assignment.left(std::max<qsizetype>(sign, 0)).trimmed();
    const QString account = assignment.mid(sign + 1).trimmed();
    if (name.isEmpty() || account.isEmpty())
        return usageError(u"--map is to be NAME=ACCOUNT, and \"%1\" is not."_s.arg(assignment));
    m_wanted[name] = account;
    return {};
}

Result<> ChatPeople::addAll(const QString &file)
{
    QFile table(file);
    if (!table.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(file, table.errorString())};
    CsvReader reader(table);
    const auto header = reader.next();
    if (!header)
        return header.error();
    const QStringList columns = header->value_or(QStringList());
    if (!columns.contains(u"name"_s) || !columns.contains(u"account"_s))
        return badTable(reader.row(), u"the columns are to be name and account."_s);
    for (;;) {
        const auto row = reader.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QString name = (*row)->value(columns.indexOf(u"name"_s)).trimmed();
        const QString account = (*row)->value(columns.indexOf(u"account"_s)).trimmed();
        if (name.isEmpty() || account.isEmpty())
            return badTable(reader.row(), u"name and account are to be there."_s);
        m_wanted[name] = account;
    }
}

Result<> ChatPeople::resolve(ApiClient &api, const QStringList &names)
{
    QStringList unknown;
    for (const QString &name : names) {
        const QString wanted = m_wanted.value(name, m_others);
        if (wanted.isEmpty())
            unknown.append(name);
        if (wanted.isEmpty() || wanted == LeftOut)
            continue;
        const auto account = find(api, wanted);
        if (!account)
            return account.error();
        m_accounts[name] = *account;
        if (!m_wanted.contains(name))
            m_isOther.insert(name);
    }
    return unknown.isEmpty() ? Result<>() : Result<>(unmapped(unknown));
}

Result<ChatPeople::Account> ChatPeople::find(ApiClient &api, const QString &account)
{
    if (const auto known = m_found.constFind(account); known != m_found.constEnd())
        return *known;
    const auto user = patiently([&] { return api.get(adminPath({u"users"_s, account})); });
    if (!user && user.error().kind == Error::Kind::NotFound)
        return Error{Error::Kind::NotFound, "user_not_found"_L1,
                     u"There is no account \"%1\"."_s.arg(account)};
    if (!user)
        return user.error();
    const Account found{(*user)["id"_L1].toString(), (*user)["name"_L1].toString()};
    m_found[account] = found;
    return found;
}

std::optional<ChatPeople::Account> ChatPeople::accountOf(const QString &name) const
{
    const auto found = m_accounts.constFind(name);
    return found == m_accounts.constEnd() ? std::nullopt : std::optional(*found);
}

QStringList ChatPeople::accountIds() const
{
    QStringList ids;
    for (const Account &account : m_accounts)
        ids.append(account.id);
    ids.removeDuplicates();
    return ids;
}

} // namespace linnet::cli
