// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/adminhistory.h"

#include "server/api/admin/adminrows.h"
#include "server/api/admin/historycodec.h"
#include "server/services/chat/groupservice.h"
#include "server/services/media/mediaservice.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

using Type = Field::Type;
using Need = Field::Need;

const Field DryRun{"dryRun"_L1, Type::Boolean, Need::Optional};

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

QJsonObject outcomeObject(const HistoryOutcome &outcome)
{
    const qint64 stored = outcome.stored();
    QJsonArray items;
    for (const AppendedMessage &each : outcome.messages)
        items.append(QJsonObject{{"outcome"_L1, each.isNew ? "stored"_L1 : "there"_L1},
                                 {"id"_L1, each.message.id.toString()},
                                 {"seq"_L1, each.message.seq}});
    return {{"conversationId"_L1, outcome.conversation.id.toString()},
            {"lastSeq"_L1, outcome.conversation.lastSeq},
            {"stored"_L1, stored},
            {"there"_L1, qint64(outcome.messages.size()) - stored},
            {"items"_L1, items}};
}

} // namespace

AdminHistoryApi::AdminHistoryApi(HistoryImport &history, MediaService &media)
    : m_history(history)
    , m_media(media)
{}

QList<Endpoint> AdminHistoryApi::endpoints()
{
    // Who writes in other people's names may change their accounts, too.
    constexpr auto Needed = Capability::UsersWrite;
    Endpoint file =
        endpoint({"history.file"_L1, Method::Post, "/api/v1/admin/imports/files"_L1, Needed},
                 {{"owner"_L1, Type::String}, {"name"_L1, Type::String, Need::Optional}},
                 std::bind_front(&AdminHistoryApi::addFile, this));
    file.cost = Cost::Upload;
    file.fileField = "file"_L1;
    return {
        endpoint({"history.group"_L1, Method::Post, "/api/v1/admin/imports/groups"_L1, Needed},
                 {{"title"_L1, Type::String},
                  {"owner"_L1, Type::String},
                  {"members"_L1, Type::StringArray, Need::Optional, 0, GroupService::MostMembers},
                  DryRun},
                 std::bind_front(&AdminHistoryApi::begin, this)),
        file,
        endpoint({"history.add"_L1, Method::Post, "/api/v1/admin/imports/messages"_L1, Needed},
                 {{"conversationId"_L1, Type::String},
                  {"source"_L1, Type::String},
                  {"messages"_L1, Type::Array, Need::Required, 1, int(HistoryImport::MostMessages)},
                  {"marks"_L1, Type::Array, Need::Optional, 0, GroupService::MostMembers},
                  DryRun},
                 std::bind_front(&AdminHistoryApi::addMessages, this))};
}

QCoro::Task<Result<Answer>> AdminHistoryApi::begin(Call call)
{
    const auto owner = idParam<UserId>(call.params["owner"_L1], "owner"_L1);
    if (!owner)
        co_return owner.error();
    HistoryGroup group{call.params["title"_L1].toString(), *owner, {}};
    const QJsonArray members = call.params["members"_L1].toArray();
    for (const auto &each : members) {
        const auto member = idParam<UserId>(each, "members"_L1);
        if (!member)
            co_return member.error();
        group.members.push_back(*member);
    }
    const auto begun = co_await m_history.begin(actorOf(call), group, runParam(call.params));
    if (!begun)
        co_return begun.error();
    co_return Answer{.body = QJsonObject{{"id"_L1, begun->id.toString()},
                                         {"title"_L1, begun->title},
                                         {"owner"_L1, begun->createdBy.toString()},
                                         {"frozen"_L1, begun->isFrozen}},
                     .outcome = Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> AdminHistoryApi::addFile(Call call)
{
    if (!call.file)
        co_return invalid(u"file is required"_s);
    const auto owner = idParam<UserId>(call.params["owner"_L1], "owner"_L1);
    if (!owner)
        co_return owner.error();
    const auto allowed = co_await m_history.requireAuthority(actorOf(call), *owner);
    if (!allowed)
        co_return allowed.error();
    const QString given = call.params.value("name"_L1).toString();
    const QString name = given.isEmpty() ? call.file->name : given;
    const auto media = co_await m_media.add(*owner, call.file->path, name);
    if (!media)
        co_return media.error();
    co_return Answer{.body =
                         QJsonObject{{"file"_L1, QString::fromLatin1(media->name)},
                                     {"size"_L1, media->size},
                                     {"contentType"_L1, QString::fromLatin1(media->contentType)}},
                     .outcome = Answer::Outcome::Created};
}

QCoro::Task<Result<Answer>> AdminHistoryApi::addMessages(Call call)
{
    const auto conversation =
        idParam<ConversationId>(call.params["conversationId"_L1], "conversationId"_L1);
    if (!conversation)
        co_return conversation.error();
    HistoryBatch batch{*conversation, call.params["source"_L1].toString(), {}};
    const QJsonArray messages = call.params["messages"_L1].toArray();
    for (const auto &each : messages) {
        const auto message = pastMessageOf(each);
        if (!message)
            co_return message.error();
        batch.messages.push_back(*message);
    }
    const QJsonArray marks = call.params["marks"_L1].toArray();
    for (const auto &each : marks) {
        const auto mark = pastMarksOf(each);
        if (!mark)
            co_return mark.error();
        batch.marks.push_back(*mark);
    }
    const auto outcome = co_await m_history.add(actorOf(call), batch, runParam(call.params));
    if (!outcome)
        co_return outcome.error();
    co_return Answer{outcomeObject(*outcome)};
}

} // namespace linnet::admin
