// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatimport.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

//! \return as much of \p text as a message may have.
QString shortened(QString text)
{
    text.truncate(ChatReader::MostText);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

} // namespace

std::optional<HistoryItem> ChatImport::next(const ChatEntry &entry)
{
    // Times and keys are the same whoever is left out, so that a second import finds the first.
    const Timestamp at = m_clock.next(entry.stamp);
    if (entry.kind == ChatEntry::Kind::System)
        return std::nullopt;
    m_totals.first = m_totals.first.value_or(at);
    m_totals.last = at;
    const QString key = keyOf(entry);
    const auto account = m_people.accountOf(entry.sender);
    if (!account) {
        ++m_totals.leftOut;
        return std::nullopt;
    }
    if (entry.text.trimmed().isEmpty()) {
        ++m_totals.empty;
        return std::nullopt;
    }
    const QString before = m_people.isOther(entry.sender) ? entry.sender + u": "_s : QString();
    HistoryItem item{.sender = account->id,
                     .at = at,
                     .key = key,
                     .text = shortened(before + entry.text),
                     .file = {},
                     .fileName = entry.attachment,
                     .caption = shortened(before + entry.caption)};
    if (!entry.attachment.isEmpty()) {
        item.file = m_archive.unpacked(entry.attachment);
        m_totals.missingFiles += m_archive.contains(entry.attachment) ? 0 : 1;
    }
    return item;
}

//! \return a name for the message that depends on what the chat says alone: not on where it is in
//! it, as a later export begins elsewhere.
QString ChatImport::keyOf(const ChatEntry &entry)
{
    if (entry.stamp != m_stamp)
        m_twins.clear();
    m_stamp = entry.stamp;
    const QString when = dateOf(entry.stamp, m_order).toString(Qt::ISODate) + u'T'
        + entry.stamp.time.toString(Qt::ISODate);
    QByteArray said;
    for (const QString &part : {when, entry.sender, entry.text, entry.attachment})
        said += part.toUtf8() + '\0';
    const int twin = m_twins[digestOf(said)]++;
    return u"whatsapp:"_s
        + QString::fromLatin1(
               digestOf(said + QByteArray::number(twin))
                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace linnet::cli
