// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/userimport.h"

#include "cli/commands/patiently.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

Error notUnderstood()
{
    return {Error::Kind::Internal, "protocol"_L1,
            u"The server does not say what came of each account; is it of another version?"_s};
}

QString outcomeForTwin(const QString &onConflict)
{
    if (onConflict == u"skip"_s)
        return u"skipped"_s;
    return onConflict == u"update"_s ? u"updated"_s : u"failed"_s;
}

} // namespace

bool isUntried(const QJsonObject &outcome)
{
    return outcome["outcome"_L1].toString() == u"untried"_s;
}

Result<QList<QJsonObject>> UserImport::send(std::span<const UserSheet::Entry> entries)
{
    const auto answered = ask(entries);
    if (!answered)
        return answered.error();
    if (answered->size() != qsizetype(entries.size()))
        return notUnderstood();
    QList<QJsonObject> outcomes;
    for (size_t i = 0; i < entries.size(); ++i) {
        QJsonObject outcome = answered->at(qsizetype(i)).toObject();
        outcome["row"_L1] = entries[i].row;
        outcome["asked"_L1] = entries[i].user;
        if (m_mode == Mode::Rehearsal)
            compareWithEarlier(outcome);
        if (!isUntried(outcome))
            ++m_counts[outcome["outcome"_L1].toString()];
        outcomes.append(outcome);
    }
    return outcomes;
}

Result<QJsonArray> UserImport::ask(std::span<const UserSheet::Entry> entries)
{
    QJsonArray users;
    for (const UserSheet::Entry &entry : entries)
        users.append(entry.user);
    const QJsonObject asked{{"users"_L1, users},
                            {"onConflict"_L1, m_onConflict},
                            {"dryRun"_L1, m_mode == Mode::Rehearsal}};
    const auto answer = patiently([&] {
        return m_api.post(adminPath({u"users"_s, u"import"_s}), asked);
    });
    if (!answer)
        return answer.error();
    return (*answer)["items"_L1].toArray();
}

//! A server that only rehearses does not know of the rows before.
void UserImport::compareWithEarlier(QJsonObject &outcome)
{
    const QJsonObject user = outcome["user"_L1].toObject();
    const qint64 row = outcome["row"_L1].toInteger();
    qint64 twin = row;
    QString same;
    for (const auto &field : {u"phone"_s, u"email"_s, u"username"_s}) {
        const QString value = user[field].toString().toLower();
        if (value.isEmpty())
            continue;
        const qint64 first = m_rows.value(field + u':' + value, row);
        m_rows.insert(field + u':' + value, first);
        if (first != row && same.isEmpty()) {
            same = field;
            twin = first;
        }
    }
    if (same.isEmpty() || isUntried(outcome))
        return;
    outcome["outcome"_L1] = outcomeForTwin(m_onConflict);
    if (m_onConflict != u"fail"_s)
        return;
    outcome.remove("user"_L1);
    outcome["error"_L1] =
        QJsonObject{{"code"_L1, QString(same + u"_taken"_s)},
                    {"message"_L1, u"%1 is the same as in row %2"_s.arg(same).arg(twin)}};
}

} // namespace linnet::cli
