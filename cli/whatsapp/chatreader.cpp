// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatreader.h"

#include "cli/whatsapp/chatattachment.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype LongestSender = 200;

QString withoutMarks(QString text)
{
    text.removeIf(isInvisibleMark);
    return text.trimmed();
}

QString withoutMarksBefore(const QString &text)
{
    const auto *const begin = std::ranges::find_if_not(text, isInvisibleMark);
    return text.sliced(begin - text.begin());
}

//! iOS gives what happened to the group's or the other's name, with a mark that nobody types before
//! it, as it does with what it says in somebody's place.
bool isAboutTheChat(const QString &text)
{
    return text.startsWith(QChar(0x200E)) && !text.startsWith(u"\u200EPOLL:"_s)
        && !text.startsWith(u"\u200ELocation:"_s);
}

} // namespace

ChatReader::ChatReader(QIODevice &device, const QStringList &knownNames)
    : m_lines(device)
{
    std::ranges::copy_if(knownNames, std::back_inserter(m_known),
                         [](const QString &name) { return name.contains(u": "); });
    std::ranges::sort(m_known, std::ranges::greater(), &QString::size);
}

std::optional<ChatEntry> ChatReader::next()
{
    while (auto line = m_lines.next()) {
        auto begun = begin(*line);
        if (!begun) {
            if (m_begun)
                append(*m_begun, *line);
            continue;
        }
        std::swap(m_begun, begun);
        if (begun) {
            finish(*begun);
            return begun;
        }
    }
    std::optional<ChatEntry> last;
    std::swap(m_begun, last);
    if (last)
        finish(*last);
    return last;
}

std::optional<ChatEntry> ChatReader::begin(const QString &line)
{
    const auto head = parseChatHead(line);
    if (!head)
        return std::nullopt;
    m_isBracketed = m_isBracketed || head->isBracketed;
    ChatEntry entry;
    entry.stamp = head->stamp;
    splitSender(entry, withoutMarksBefore(line.sliced(head->length)));
    entry.isCut = m_lines.wasCut() || entry.text.size() > MostText;
    return entry;
}

void ChatReader::splitSender(ChatEntry &entry, const QString &rest) const
{
    const auto known = std::ranges::find_if(
        m_known, [&rest](const QString &name) { return rest.startsWith(name + u':'); });
    qsizetype end = known == m_known.end() ? -1 : known->size();
    if (end < 0)
        end = rest.indexOf(u": "_s);
    if (end < 0 && rest.endsWith(u':'))
        end = rest.size() - 1;
    const QString sender = end < 0 ? QString() : withoutMarks(rest.first(end));
    if (sender.isEmpty() || sender.size() > LongestSender) {
        entry.kind = ChatEntry::Kind::System;
        entry.text = rest;
        return;
    }
    entry.sender = sender;
    entry.text = rest.sliced(std::min(rest.size(), end + 2));
}

void ChatReader::append(ChatEntry &entry, const QString &line) const
{
    entry.isCut = entry.isCut || m_lines.wasCut() || entry.text.size() + line.size() >= MostText;
    if (entry.text.size() < MostText)
        entry.text += u'\n' + line.first(std::min(line.size(), MostText));
}

void ChatReader::finish(ChatEntry &entry) const
{
    if (entry.text.size() > MostText)
        entry.text.truncate(MostText - (entry.text[MostText - 1].isHighSurrogate() ? 1 : 0));
    if (entry.kind == ChatEntry::Kind::System)
        return;
    if (const auto attachment = parseAttachment(entry.text)) {
        entry.attachment = attachment->name;
        entry.caption = attachment->caption;
    } else if (isOmittedFile(entry.text)) {
        entry.isFileOmitted = true;
    } else if (m_isBracketed && isAboutTheChat(entry.text)) {
        entry.kind = ChatEntry::Kind::System;
        entry.sender.clear();
    }
    entry.text = withoutMarksBefore(entry.text);
}

} // namespace linnet::cli
