// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminbackups.h"

#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

constexpr int DefaultLimit = 50;

QLatin1String nameOf(Backup::State state)
{
    switch (state) {
    case Backup::State::UnderWay:
        return "under-way"_L1;
    case Backup::State::Made:
        return "made"_L1;
    case Backup::State::Failed:
        return "failed"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1String nameOf(Backup::Proof proof)
{
    switch (proof) {
    case Backup::Proof::None:
        return "none"_L1;
    case Backup::Proof::UnderWay:
        return "under-way"_L1;
    case Backup::Proof::Restored:
        return "restored"_L1;
    case Backup::Proof::Failed:
        return "failed"_L1;
    }
    Q_UNREACHABLE();
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(std::optional<Timestamp> time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QJsonObject backupObject(const Backup &backup)
{
    return {{"name"_L1, backup.name},
            {"state"_L1, nameOf(backup.state)},
            {"size"_L1, backup.size},
            {"createdAt"_L1, toIso(backup.createdAt)},
            {"problem"_L1, orNull(backup.problem)},
            {"verification"_L1,
             QJsonObject{{"state"_L1, nameOf(backup.proof)},
                         {"at"_L1, orNull(backup.provenAt)},
                         {"problem"_L1, orNull(backup.proofProblem)}}}};
}

Result<Answer> answerOf(const Result<Backup> &backup)
{
    if (!backup)
        return backup.error();
    return Answer{backupObject(*backup)};
}

} // namespace

AdminBackupApi::AdminBackupApi(BackupService &backups)
    : m_backups(backups)
{}

QList<Endpoint> AdminBackupApi::endpoints()
{
    using Type = Field::Type;
    using Need = Field::Need;
    const Field dryRun{"dryRun"_L1, Type::Boolean, Need::Optional};
    return {
        endpoint(
            {"backups.list"_L1, Method::Get, "/api/v1/admin/backups"_L1, Capability::StorageRead},
            {{"limit"_L1, Type::Integer, Need::Optional, 1, 200},
             {"cursor"_L1, Type::String, Need::Optional}},
            std::bind_front(&AdminBackupApi::list, this)),
        endpoint({"backups.find"_L1, Method::Get, "/api/v1/admin/backups/{name}"_L1,
                  Capability::StorageRead},
                 {{"name"_L1}}, std::bind_front(&AdminBackupApi::find, this)),
        endpoint({"backups.create"_L1, Method::Post, "/api/v1/admin/backups"_L1,
                  Capability::StorageWrite},
                 {dryRun}, std::bind_front(&AdminBackupApi::create, this)),
        endpoint({"backups.verify"_L1, Method::Post, "/api/v1/admin/backups/{name}/verification"_L1,
                  Capability::StorageWrite},
                 {{"name"_L1}, dryRun}, std::bind_front(&AdminBackupApi::verify, this)),
    };
}

QCoro::Task<Result<Answer>> AdminBackupApi::list(Call call)
{
    const auto before = numberCursorParam(call.params);
    if (!before)
        co_return before.error();
    const auto page = co_await m_backups.list(call.params["limit"_L1].toInt(DefaultLimit), *before);
    if (!page)
        co_return page.error();
    QJsonArray items;
    for (const Backup &backup : page->backups)
        items.append(backupObject(backup));
    co_return Answer{QJsonObject{{"items"_L1, items}, {"nextCursor"_L1, cursorOf(page->next)}}};
}

QCoro::Task<Result<Answer>> AdminBackupApi::find(Call call)
{
    const auto backup = co_await m_backups.find(call.params["name"_L1].toString());
    co_return answerOf(backup);
}

QCoro::Task<Result<Answer>> AdminBackupApi::create(Call call)
{
    const auto backup = co_await m_backups.create(actorOf(call), runParam(call.params));
    co_return answerOf(backup);
}

QCoro::Task<Result<Answer>> AdminBackupApi::verify(Call call)
{
    const auto backup = co_await m_backups.verify(actorOf(call), call.params["name"_L1].toString(),
                                                  runParam(call.params));
    co_return answerOf(backup);
}

} // namespace linnet::admin
