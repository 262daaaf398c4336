// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/peopleimport.h"

#include "cli/commands/importlog.h"
#include "cli/commands/patiently.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

//! \return the account as it is described that is to be made.
QJsonObject accountOf(const QJsonObject &user)
{
    QJsonObject account{{"emailVerified"_L1, user["emailVerified"_L1].toBool()}};
    for (const auto field : {"name"_L1, "phone"_L1, "email"_L1, "username"_L1, "role"_L1}) {
        if (user[field].isString())
            account[field] = user[field];
    }
    for (const auto field : {"status"_L1, "bio"_L1, "language"_L1, "privacy"_L1, "mails"_L1}) {
        if (!user[field].isNull() && !user[field].isUndefined())
            account[field] = user[field];
    }
    if (account["role"_L1].toString() == u"none"_s)
        account.remove("role"_L1);
    return account;
}

//! Of an account that is erased or another's there is nothing that could be made.
bool isGone(const QJsonObject &user)
{
    constexpr std::array Gone = {"erasing"_L1, "erased"_L1, "merging"_L1, "merged"_L1};
    return std::ranges::find(Gone, user["state"_L1].toString()) != Gone.end();
}

std::vector<UserSheet::Entry> sheetOf(const std::vector<ExportFile::Entry> &entries)
{
    std::vector<UserSheet::Entry> sheet;
    sheet.reserve(entries.size());
    for (const ExportFile::Entry &entry : entries)
        sheet.push_back({entry.line, accountOf(entry.object), {}});
    return sheet;
}

QString nameOf(const ExportFile::Entry &entry)
{
    return entry.object["name"_L1].toString();
}

Error noRoom(const QJsonObject &outcome)
{
    return {Error::Kind::Unavailable, "untried"_L1,
            outcome["error"_L1]["message"_L1].toString(u"The server cannot store more now."_s)};
}

} // namespace

PeopleImport::PeopleImport(ApiClient &api, ImportPlan plan, ImportLog &log)
    : m_api(api)
    , m_plan(std::move(plan))
    , m_log(log)
    , m_import(api, m_plan.onConflict, m_plan.mode)
    , m_search(api, u"skip"_s, UserImport::Mode::Rehearsal)
{}

Result<> PeopleImport::take(const ExportFile::Entry &entry)
{
    if (isGone(entry.object)) {
        if (entry.line < m_plan.firstLine)
            return {};
        return m_log.add(entry, nameOf(entry), {{"outcome"_L1, u"skipped"_s}});
    }
    if (entry.object["id"_L1].toString().isEmpty())
        return m_log.addFailure(entry, nameOf(entry), u"It has no id."_s);
    m_waiting.push_back(entry);
    return m_waiting.size() < UserImport::BatchSize ? Result<>() : flush();
}

Result<> PeopleImport::flush()
{
    const auto isKnown = [this](const ExportFile::Entry &entry) {
        return entry.line < m_plan.firstLine;
    };
    std::vector<ExportFile::Entry> entries = std::exchange(m_waiting, {});
    const auto firstNew = std::ranges::find_if_not(entries, isKnown);
    const std::vector<ExportFile::Entry> known(entries.begin(), firstNew);
    entries.erase(entries.begin(), firstNew);
    if (auto found = lookUp(known); !found)
        return found;
    return make(entries);
}

Result<> PeopleImport::lookUp(const std::vector<ExportFile::Entry> &entries)
{
    if (entries.empty())
        return {};
    const auto outcomes = m_search.send(sheetOf(entries));
    if (!outcomes)
        return lookUpEach(entries, outcomes.error());
    for (size_t i = 0; i < entries.size(); ++i) {
        if (outcomes->at(qsizetype(i))["outcome"_L1].toString() == u"skipped"_s)
            remember(entries[i], outcomes->at(qsizetype(i)));
    }
    return {};
}

//! Whom the server cannot look up alone, either, is not known.
Result<> PeopleImport::lookUpEach(const std::vector<ExportFile::Entry> &entries,
                                  const Error &problem)
{
    if (!mayBeOfOneLine(problem))
        return problem;
    if (entries.size() == 1)
        return {};
    for (const ExportFile::Entry &entry : entries) {
        if (auto found = lookUp({entry}); !found)
            return found;
    }
    return {};
}

Result<> PeopleImport::make(const std::vector<ExportFile::Entry> &entries)
{
    if (entries.empty())
        return {};
    m_log.setResumeLine(entries.front().line);
    const auto outcomes = m_import.send(sheetOf(entries));
    if (!outcomes)
        return makeEach(entries, outcomes.error());
    for (size_t i = 0; i < entries.size(); ++i) {
        m_log.setResumeLine(entries[i].line);
        if (auto settled = settle(entries[i], outcomes->at(qsizetype(i))); !settled)
            return settled;
    }
    return {};
}

//! Somebody whom the server does not take keeps nobody else out.
Result<> PeopleImport::makeEach(const std::vector<ExportFile::Entry> &entries, const Error &problem)
{
    if (!mayBeOfOneLine(problem))
        return problem;
    if (entries.size() == 1)
        return m_log.addFailure(entries.front(), nameOf(entries.front()), problem.message);
    for (const ExportFile::Entry &entry : entries) {
        if (auto made = make({entry}); !made)
            return made;
    }
    return {};
}

Result<> PeopleImport::settle(const ExportFile::Entry &entry, const QJsonObject &outcome)
{
    if (isUntried(outcome))
        return noRoom(outcome);
    const bool isNew = outcome["outcome"_L1].toString() == u"created"_s;
    const bool isThere =
        outcome.contains("user"_L1) && (!isNew || m_plan.mode == UserImport::Mode::ForReal);
    if (isThere)
        remember(entry, outcome);
    if (isThere && isNew && entry.object["suspension"_L1].isObject()) {
        if (auto suspended = suspend(entry, find(entry.object["id"_L1].toString())); !suspended)
            return suspended;
    }
    return m_log.add(entry, nameOf(entry), outcome);
}

//! Who may not use one server is not let into another one.
Result<> PeopleImport::suspend(const ExportFile::Entry &entry, const QString &id)
{
    const QJsonObject suspension = entry.object["suspension"_L1].toObject();
    const QString reason = suspension["reason"_L1].toString();
    QJsonObject body{{"reason"_L1, reason.isEmpty() ? u"Imported"_s : reason}};
    if (suspension["until"_L1].isString())
        body["until"_L1] = suspension["until"_L1];
    const QString path = adminPath({u"users"_s, id, u"suspension"_s});
    const auto suspended = patiently([&] { return m_api.put(path, body); });
    if (suspended || !endsImport(suspended.error()))
        return suspended ? Result<>()
                         : m_log.addFailure(entry, nameOf(entry), suspended.error().message);
    return suspended.error();
}

void PeopleImport::remember(const ExportFile::Entry &entry, const QJsonObject &outcome)
{
    m_ids[entry.object["id"_L1].toString()] = outcome["user"_L1]["id"_L1].toString();
}

} // namespace linnet::cli
