// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatsurvey.h"

#include "cli/interruption.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype MostPeople = 5'000; // A group has fewer; a text that is none has more.
constexpr qsizetype MostAttachments = 500'000;

Error noChat(const QString &why)
{
    return {Error::Kind::InvalidInput, "chat_export"_L1, u"This is no exported chat: "_s + why};
}

Result<> count(ChatSurvey &survey, const ChatEntry &entry)
{
    if (entry.kind == ChatEntry::Kind::System) {
        ++survey.systemLines;
        return {};
    }
    ++survey.messages[entry.sender];
    survey.omittedFiles += entry.isFileOmitted ? 1 : 0;
    survey.cut += entry.isCut ? 1 : 0;
    if (!entry.attachment.isEmpty())
        survey.attachments.insert(entry.attachment);
    if (survey.messages.size() > MostPeople)
        return noChat(u"more than %1 people write in it."_s.arg(MostPeople));
    if (survey.attachments.size() > MostAttachments)
        return noChat(u"it names more than %1 files."_s.arg(MostAttachments));
    return {};
}

} // namespace

qint64 ChatSurvey::messageCount() const
{
    return std::accumulate(messages.begin(), messages.end(), qint64(0));
}

Result<ChatSurvey> surveyChat(QIODevice &device, const ChatReading &reading)
{
    ChatSurvey survey;
    ChatReader reader(device, reading.knownNames);
    DateOrderFinder orders(reading.today);
    while (const auto entry = reader.next()) {
        if (isInterrupted())
            return interruption();
        orders.add(entry->stamp);
        if (const auto counted = count(survey, *entry); !counted)
            return counted.error();
    }
    survey.isOfIos = reader.isBracketed();
    if (survey.messages.isEmpty())
        return noChat(u"no line begins with a time and a name, as \"31.12.21, 21:05 - Name: \"."_s);
    const auto order = reading.order ? orders.require(*reading.order) : orders.find();
    if (!order)
        return order.error();
    survey.order = *order;
    return survey;
}

} // namespace linnet::cli
