// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportedties.h"

#include "cli/commands/importlog.h"
#include "cli/commands/patiently.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr size_t TiesAtOnce = 200;

Error notUnderstood()
{
    return {Error::Kind::Internal, "protocol"_L1,
            u"The server does not say what came of each line; is it of another version?"_s};
}

void copy(const QJsonObject &from, const QList<QLatin1String> &fields, QJsonObject &to)
{
    for (const QLatin1String field : fields)
        to[field] = from[field];
}

} // namespace

ExportedTies::ExportedTies(ApiClient &api, const PeopleImport &people, ImportLog &log,
                           ImportPlan plan)
    : m_api(api)
    , m_people(people)
    , m_log(log)
    , m_plan(std::move(plan))
{}

Result<> ExportedTies::take(const ExportFile::Entry &entry)
{
    if (entry.line < m_plan.firstLine)
        return {};
    const bool isBlock = entry.type == u"block"_s;
    QJsonObject tie{{"kind"_L1, entry.type}};
    const auto named = isBlock ? name(entry, {"blocker"_L1, "blocked"_L1}, tie)
                               : name(entry, {"from"_L1, "to"_L1}, tie);
    if (!named || !*named)
        return named ? Result<>() : Result<>(named.error());
    copy(entry.object, {"createdAt"_L1}, tie);
    if (!isBlock)
        copy(entry.object, {"state"_L1, "changedAt"_L1}, tie);
    return add(entry, tie);
}

Result<> ExportedTies::take(const ExportFile::Entry &entry, const QString &conversation,
                            const ChatPlaces &places)
{
    const QJsonObject &line = entry.object;
    QJsonObject tie{{"kind"_L1, entry.type}, {"conversation"_L1, conversation}};
    const auto named = name(entry, {"user"_L1}, tie);
    if (!named || !*named)
        return named ? Result<>() : Result<>(named.error());
    const bool isStar = entry.type == u"star"_s;
    const auto starred = places.find(line["message"_L1].toString());
    const QJsonValue through = places.upTo(line["throughSeq"_L1].toInteger());
    if (isStar ? !starred : through.isNull())
        return m_log.addFailure(entry, {}, u"The message is not there."_s);
    if (isStar) {
        copy(line, {"createdAt"_L1}, tie);
        tie["message"_L1] = *starred;
    } else {
        copy(line, {"at"_L1}, tie);
        tie["after"_L1] = places.upTo(line["afterSeq"_L1].toInteger());
        tie["through"_L1] = through;
    }
    return add(entry, tie);
}

Result<bool> ExportedTies::name(const ExportFile::Entry &entry, const QList<QLatin1String> &fields,
                                QJsonObject &tie)
{
    for (const QLatin1String field : fields) {
        const QString user = m_people.find(entry.object[field].toString());
        if (!user.isEmpty()) {
            tie[field] = user;
            continue;
        }
        if (isRehearsal()) {
            // Who would be made is not there in a rehearsal.
            m_log.count(entry.type, u"untried"_s);
            return false;
        }
        const auto added = m_log.addFailure(entry, {}, u"Who it is about is not there."_s);
        return added ? Result<bool>(false) : added.error();
    }
    return true;
}

Result<> ExportedTies::add(const ExportFile::Entry &entry, const QJsonObject &tie)
{
    m_waiting.push_back({entry, tie});
    return m_waiting.size() < TiesAtOnce ? Result<>() : flush();
}

Result<> ExportedTies::flush()
{
    const std::vector<Tie> ties = std::exchange(m_waiting, {});
    return ties.empty() ? Result<>() : send(ties);
}

Result<> ExportedTies::send(const std::vector<Tie> &ties)
{
    m_log.setResumeLine(ties.front().entry.line);
    QJsonArray asked;
    for (const Tie &tie : ties)
        asked.append(tie.sent);
    const QJsonObject body{
        {"ties"_L1, asked}, {"onConflict"_L1, m_plan.onConflict}, {"dryRun"_L1, isRehearsal()}};
    const auto answer = patiently([&] {
        return m_api.post(adminPath({u"imports"_s, u"ties"_s}), body);
    });
    if (!answer)
        return sendEach(ties, answer.error());
    const QJsonArray outcomes = (*answer)["items"_L1].toArray();
    if (outcomes.size() != qsizetype(ties.size()))
        return notUnderstood();
    for (size_t i = 0; i < ties.size(); ++i) {
        const QJsonObject outcome = outcomes[qsizetype(i)].toObject();
        if (auto logged = m_log.add(ties[i].entry, {}, outcome); !logged)
            return logged;
    }
    return {};
}

//! One that the server does not take keeps no other one out.
Result<> ExportedTies::sendEach(const std::vector<Tie> &ties, const Error &problem)
{
    if (!mayBeOfOneLine(problem))
        return problem;
    if (ties.size() == 1)
        return m_log.addFailure(ties.front().entry, {}, problem.message);
    for (const Tie &tie : ties) {
        if (auto sent = send({tie}); !sent)
            return sent;
    }
    return {};
}

} // namespace linnet::cli
