// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/people/reportservice.h"

#include "common/core/clock.h"
#include "common/core/idgenerator.h"
#include "common/domain/notfound.h"
#include "server/services/chat/chatrules.h"
#include "server/services/chat/viewer.h"
#include "server/services/webhook/webhookwriter.h"
#include "server/storage/database.h"

#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error unreportable(const QString &message)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, message};
}

Error tooManyReports()
{
    return {Error::Kind::Conflict, "too_many_reports"_L1,
            u"At most %1 reports of one person can wait to be handled"_s.arg(
                ReportService::MostUnsettled)};
}

Result<> check(const Complaint &complaint)
{
    if (!reportReasons().contains(complaint.reason))
        return unreportable(u"reason must be one of "_s + reportReasons().join(u", "_s));
    return rules::checkText(complaint.text, ReportService::MostTextCodePoints, "text"_L1);
}

QLatin1String nameOf(MessageKind kind)
{
    constexpr std::array Names = {"text"_L1,  "image"_L1,    "video"_L1,
                                  "audio"_L1, "document"_L1, "system"_L1};
    return Names.at(size_t(kind));
}

QJsonValue timeOrNull(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QJsonObject evidenceOf(const Message &message)
{
    return {{u"kind"_s, nameOf(message.kind)},
            {u"text"_s, message.body},
            {u"file"_s, message.mediaUrl},
            {u"sentAt"_s, toIso(message.createdAt)},
            {u"editedAt"_s, timeOrNull(message.editedAt)},
            {u"deletedAt"_s, timeOrNull(message.deletedAt)}};
}

//! \return what others may see of \p user.
QJsonObject evidenceOf(const User &user)
{
    return {{u"name"_s, user.displayName},
            {u"username"_s, user.username},
            {u"picture"_s, user.avatarUrl},
            {u"status"_s, user.statusText},
            {u"bio"_s, user.bio}};
}

QJsonObject evidenceOf(const Conversation &group)
{
    return {{u"title"_s, group.title}, {u"picture"_s, group.avatarUrl}, {u"bio"_s, group.bio}};
}

//! Completes \p report with the message that it names.
Result<> describeMessage(Stores &stores, Report &report)
{
    const auto message = stores.messages.find(MessageId(report.subject), report.reporter);
    if (!message)
        return message.error();
    if (message->kind == MessageKind::System)
        return unreportable(u"id must not be of a line of the system"_s);
    if (message->sender == report.reporter)
        return unreportable(u"id must be of somebody else's message"_s);
    report.about = message->sender;
    report.conversation = message->conversation;
    report.evidence = evidenceOf(*message);
    return {};
}

Result<> describeUser(Stores &stores, Report &report)
{
    const UserId id(report.subject);
    const auto blocks = stores.blocks.findBetween(report.reporter, id);
    if (!blocks)
        return blocks.error();
    if (blocks->others)
        return noSuchUser();
    auto user = stores.accounts.find(id);
    if (!user)
        return user.error();
    if (id == report.reporter)
        return unreportable(u"id must be somebody else's"_s);
    if (auto hidden = Viewer(stores, report.reporter).hidePicture(*user); !hidden)
        return hidden;
    report.about = id;
    report.evidence = evidenceOf(*user);
    return {};
}

//! Who reports the group they own reports what others do there.
Result<> describeGroup(Stores &stores, Report &report)
{
    const auto group = stores.conversations.find(ConversationId(report.subject), report.reporter);
    if (!group)
        return group.error();
    if (group->kind != ConversationKind::Group)
        return noSuchConversation();
    report.about = group->createdBy;
    report.conversation = group->id;
    report.evidence = evidenceOf(*group);
    return {};
}

Result<> describe(Stores &stores, Report &report)
{
    switch (report.kind) {
    case Report::Kind::Message:
        return describeMessage(stores, report);
    case Report::Kind::User:
        return describeUser(stores, report);
    case Report::Kind::Group:
        return describeGroup(stores, report);
    }
    Q_UNREACHABLE();
}

} // namespace

ReportService::ReportService(ChatContext context)
    : m_context(context)
{}

QCoro::Task<Result<FiledReport>> ReportService::file(Complaint complaint)
{
    if (const auto valid = check(complaint); !valid)
        co_return valid.error();
    auto filed = co_await m_context.database.write(
        [this, complaint](Stores &stores) { return store(stores, complaint); });
    co_return filed;
}

Result<FiledReport> ReportService::store(Stores &stores, const Complaint &complaint) const
{
    Report report;
    report.reporter = complaint.reporter;
    report.kind = complaint.kind;
    report.subject = complaint.subject;
    report.reason = complaint.reason;
    report.text = complaint.text;
    if (const auto described = describe(stores, report); !described)
        return described.error();
    const auto known =
        stores.reports.findUnsettled(complaint.reporter, complaint.kind, complaint.subject);
    if (!known)
        return known.error();
    if (const std::optional<Report> &same = *known)
        return FiledReport{*same, false};
    const auto waiting = stores.reports.countUnsettled(complaint.reporter);
    if (!waiting)
        return waiting.error();
    if (*waiting >= MostUnsettled)
        return tooManyReports();
    report.id = m_context.ids.next<ReportId>();
    report.createdAt = m_context.clock.now();
    report.updatedAt = report.createdAt;
    if (const auto added = stores.reports.add(report); !added)
        return added.error();
    const WebhookWriter webhooks(m_context.ids);
    if (const auto told = webhooks.write(stores, reportOpened(report)); !told)
        return told.error();
    return FiledReport{report, true};
}

} // namespace linnet
