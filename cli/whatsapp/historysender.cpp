// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/historysender.h"

#include "cli/commands/pastfile.h"
#include "cli/commands/patiently.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr size_t MostItems = 200; // Other writers wait for a batch.
constexpr qsizetype MostLetters = 100'000; // A server takes a body of 1 MiB.

Error notUnderstood()
{
    return {Error::Kind::Internal, "protocol"_L1,
            u"The server does not say what came of each message; is it of another version?"_s};
}

QJsonObject messageOf(const HistoryItem &item)
{
    return {{"sender"_L1, item.sender},
            {"createdAt"_L1, toIso(item.at)},
            {"clientMessageId"_L1, item.key},
            {"textContent"_L1, item.text}};
}

} // namespace

Result<> HistorySender::add(HistoryItem item)
{
    const bool isFull = m_items.size() >= MostItems
        || (!m_items.empty() && m_letters + item.text.size() > MostLetters);
    if (isFull) {
        if (auto sent = flush(); !sent)
            return sent;
    }
    m_letters += item.text.size();
    m_items.push_back(std::move(item));
    return {};
}

Result<> HistorySender::flush()
{
    if (m_items.empty())
        return {};
    QJsonArray messages;
    for (const HistoryItem &item : m_items)
        messages.append(messageOf(item));
    if (m_mode == Mode::ForReal) {
        if (auto sent = sendFiles(messages); !sent)
            return sent;
    }
    const auto answer = post(messages, m_mode);
    if (!answer)
        return answer.error();
    m_counts.stored += (*answer)["stored"_L1].toInteger();
    m_counts.there += (*answer)["there"_L1].toInteger();
    m_items.clear();
    m_letters = 0;
    return {};
}

//! What is there already needs its file no second time, which only the server can tell.
Result<> HistorySender::sendFiles(QJsonArray &messages)
{
    const auto hasFile = [](const HistoryItem &item) { return !item.file.isEmpty(); };
    if (std::ranges::none_of(m_items, hasFile))
        return {};
    const auto answer = post(messages, Mode::Rehearsal);
    if (!answer)
        return answer.error();
    const QJsonArray outcomes = (*answer)["items"_L1].toArray();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const HistoryItem &item = m_items[size_t(i)];
        if (!hasFile(item) || outcomes[i]["outcome"_L1].toString() != u"stored"_s)
            continue;
        const auto file = sendFile(item);
        if (!file)
            return file.error();
        if (file->isEmpty())
            continue;
        QJsonObject message = messages[i].toObject();
        message["file"_L1] = *file;
        message["textContent"_L1] = item.caption;
        messages[i] = message;
    }
    return {};
}

//! \return what the server calls the file; empty: it would not have it.
Result<QString> HistorySender::sendFile(const HistoryItem &item)
{
    auto sent = sendPastFile(m_api, {item.sender, item.file, item.fileName});
    if (sent)
        ++(sent->isEmpty() ? m_counts.refusedFiles : m_counts.files);
    return sent;
}

Result<QJsonObject> HistorySender::post(const QJsonArray &messages, Mode mode)
{
    const QJsonObject asked{{"conversationId"_L1, m_target.conversation},
                            {"source"_L1, m_target.source},
                            {"messages"_L1, messages},
                            {"dryRun"_L1, mode == Mode::Rehearsal}};
    auto answer = patiently([&] {
        return m_api.post(adminPath({u"imports"_s, u"messages"_s}), asked);
    });
    if (answer && (*answer)["items"_L1].toArray().size() != messages.size())
        return notUnderstood();
    return answer;
}

} // namespace linnet::cli
