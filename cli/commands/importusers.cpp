// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/importusers.h"

#include "cli/commandline/usageerror.h"
#include "cli/commands/failedsheet.h"
#include "cli/commands/invocation.h"
#include "cli/output/progressline.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <span>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

const Table Shown{u"UserImport"_s,
                  {{.title = u"Row"_s, .path = u"row"_s, .as = Column::As::Number, .expected = 6},
                   {.title = u"Outcome"_s, .path = u"outcome"_s, .expected = 9},
                   {.title = u"Name"_s, .path = u"asked.name"_s, .expected = 20},
                   {.title = u"Phone"_s, .path = u"asked.phone"_s, .expected = 16},
                   {.title = u"E-mail"_s, .path = u"asked.email"_s, .show = Column::Show::Wide},
                   {.title = u"Problem"_s, .path = u"error.message"_s, .expected = 40}},
                  u"row"_s};

bool hasFailed(const QJsonObject &outcome)
{
    return outcome["outcome"_L1].toString() == u"failed"_s;
}

Result<> keepFailure(FailedSheet &failed, const UserSheet::Entry &entry, const QJsonObject &outcome)
{
    if (!hasFailed(outcome))
        return {};
    return failed.add(entry.cells, outcome["error"_L1]["message"_L1].toString());
}

//! \return why the server stores nothing more.
Error outageOf(const QJsonObject &outcome)
{
    return {Error::Kind::Unavailable, "untried"_L1,
            outcome["error"_L1]["message"_L1].toString(u"The server cannot store more now."_s)};
}

QString summaryOf(const QMap<QString, qint64> &counts)
{
    QStringList parts;
    for (const auto &outcome :
         {u"created"_s, u"updated"_s, u"unchanged"_s, u"skipped"_s, u"failed"_s}) {
        if (counts.value(outcome) > 0)
            parts.append(u"%1 %2"_s.arg(counts.value(outcome)).arg(outcome));
    }
    return parts.isEmpty() ? u"The table names nobody."_s : parts.join(u", "_s) + u'.';
}

} // namespace

Declaration ImportUsers::declaration()
{
    return {
        .name = u"import users"_s,
        .summary = u"Make the accounts that a table names, or see first what would come of it."_s,
        .examples = {u"linnetctl import users people.csv"_s,
                     u"linnetctl import users people.csv --for-real --failed failed.csv"_s,
                     u"linnetctl import users people.csv --for-real --on-conflict skip"_s},
        .arguments = {{u"FILE"_s,
                       u"CSV; its first row names its columns: name, phone, email, username, role. "
                       u"From the input: -."_s,
                       &m_file}},
        .options =
            {{u"--for-real"_s, {}, u"Make them; without it nothing is changed."_s, &m_isForReal},
             {u"--on-conflict"_s,
              u"WHAT"_s,
              u"An account that is there: fail (default), skip, update."_s,
              &m_onConflict,
              {u"fail"_s, u"skip"_s, u"update"_s}},
             {u"--from-row"_s, u"ROW"_s, u"Begin there, to go on with an import."_s, &m_firstRow},
             {u"--failed"_s, u"FILE"_s, u"Write the rows that failed there, and why."_s,
              &m_failedFile},
             {u"--all"_s, {}, u"Show all rows, not only those that failed."_s, &m_wantsAll}},
        .hasDryRun = true};
}

Result<> ImportUsers::run(Invocation &invocation)
{
    if (m_isForReal && invocation.options().isDryRun)
        return usageError(u"--for-real and --dry-run exclude each other."_s);
    if (!m_failedFile.isEmpty() && QFileInfo(m_failedFile) == QFileInfo(m_file))
        return usageError(u"--failed names the table itself."_s);
    QFile table(m_file);
    const bool isOpen = m_file == u"-"_s ? table.open(STDIN_FILENO, QIODevice::ReadOnly)
                                         : table.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Error{Error::Kind::NotFound, "file_unreadable"_L1,
                     u"%1 cannot be read: %2."_s.arg(m_file, table.errorString())};
    return import(invocation, table);
}

Result<> ImportUsers::import(Invocation &invocation, QIODevice &table) const
{
    auto sheet = UserSheet::open(table);
    if (!sheet)
        return sheet.error();
    const auto entries = readAll(*sheet);
    if (!entries)
        return entries.error();
    const auto connection = invocation.connect();
    if (!connection)
        return connection.error();
    FailedSheet failed(m_failedFile, sheet->header());
    if (auto opened = failed.open(); !opened)
        return opened;
    const auto mode = m_isForReal ? UserImport::Mode::ForReal : UserImport::Mode::Rehearsal;
    UserImport import((*connection)->api(), m_onConflict, mode);
    const auto rows = invocation.records(Shown);
    const auto sent = sendAll(invocation, import, *entries, {failed, *rows});
    if (auto finished = rows->finish(); !finished)
        return finished;
    return conclude(invocation, import, sent);
}

//! Nothing is sent of a table that is not whole.
Result<ImportUsers::Entries> ImportUsers::readAll(UserSheet &sheet) const
{
    Entries entries;
    for (;;) {
        const auto read = sheet.next();
        if (!read)
            return read.error();
        const std::optional<UserSheet::Entry> &entry = *read;
        if (!entry)
            return entries;
        if (entry->row >= m_firstRow)
            entries.push_back(*entry);
    }
}

Result<> ImportUsers::sendAll(Invocation &invocation, UserImport &import, const Entries &entries,
                              const Written &written) const
{
    ProgressLine progress(invocation.console().err());
    for (std::span rest(entries); !rest.empty();) {
        const auto batch = rest.first(std::min(rest.size(), UserImport::BatchSize));
        progress.show(u"%1 of %2"_s.arg(entries.size() - rest.size()).arg(entries.size()));
        const auto outcomes = import.send(batch);
        progress.clear();
        if (!outcomes) {
            sayHowToGoOn(invocation, batch.front());
            return outcomes.error();
        }
        for (size_t i = 0; i < batch.size(); ++i) {
            if (auto taken = take(invocation, batch[i], outcomes->at(qsizetype(i)), written);
                !taken)
                return taken;
        }
        rest = rest.subspan(batch.size());
    }
    return {};
}

Result<> ImportUsers::take(Invocation &invocation, const UserSheet::Entry &entry,
                           const QJsonObject &outcome, const Written &written) const
{
    if (isUntried(outcome)) {
        sayHowToGoOn(invocation, entry);
        return outageOf(outcome);
    }
    if (auto kept = keepFailure(written.failed, entry, outcome); !kept)
        return kept;
    return show(written.rows, outcome);
}

//! Those who were made before the import broke off are there by then.
void ImportUsers::sayHowToGoOn(Invocation &invocation, const UserSheet::Entry &next) const
{
    const QString policy = m_onConflict == u"fail"_s ? u"skip"_s : m_onConflict;
    if (m_isForReal)
        invocation.console().note(
            u"To go on: --from-row %1 --on-conflict %2"_s.arg(next.row).arg(policy));
}

Result<> ImportUsers::show(Records &rows, const QJsonObject &outcome) const
{
    return m_wantsAll || hasFailed(outcome) ? rows.add(outcome) : Result<>();
}

Result<> ImportUsers::conclude(Invocation &invocation, const UserImport &import,
                               const Result<> &sent) const
{
    if (sent || !import.counts().isEmpty())
        invocation.console().note(summaryOf(import.counts()));
    if (!sent)
        return sent;
    if (!m_isForReal)
        invocation.console().note(
            u"This is what would be: nothing was changed. With --for-real it is done."_s);
    const qint64 failed = import.counts().value(u"failed"_s);
    if (failed == 0)
        return {};
    return Error{Error::Kind::InvalidInput, "rows_failed"_L1,
                 failed == 1 ? u"1 row failed."_s : u"%1 rows failed."_s.arg(failed)};
}

} // namespace linnet::cli
