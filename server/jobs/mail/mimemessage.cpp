// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mimemessage.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace linnet {

namespace {

const QByteArray NewLine = "\r\n";

//! \return \p text in one line: what could end a header field is a space.
QString inOneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return text;
}

bool isPlain(const QString &text)
{
    constexpr qsizetype LongestPlain = 60;
    return text.size() <= LongestPlain && !text.contains(QLatin1String("=?"))
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

QByteArray encodedWords(const QString &text)
{
    constexpr qsizetype MostBytes = 39; // 64 characters with all that goes around them.
    QByteArrayList words;
    QByteArray word;
    for (const char32_t c : text.toUcs4()) {
        const QByteArray next = QString::fromUcs4(&c, 1).toUtf8();
        if (word.size() + next.size() > MostBytes) {
            words.append(word);
            word.clear();
        }
        word += next;
    }
    words.append(word);
    for (QByteArray &each : words)
        each = "=?UTF-8?B?" + each.toBase64() + "?=";
    return words.join(NewLine + ' ');
}

QByteArray field(const char *name, const QByteArray &value)
{
    return name + QByteArray(": ") + value + NewLine;
}

QByteArray toField(const MailAddress &address)
{
    if (address.name.isEmpty())
        return address.address;
    const QString name = inOneLine(address.name);
    QByteArray shown = headerText(name);
    if (isPlain(name))
        shown = '"' + shown.replace('\\', "\\\\").replace('"', "\\\"") + '"';
    return shown + NewLine + " <" + address.address + '>';
}

QByteArray toField(Timestamp time)
{
    const auto utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(utc, QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1()
        + " +0000";
}

//! \return whether \p link can stand between angle brackets.
bool isLink(const QByteArray &link)
{
    return !link.isEmpty() && std::all_of(link.begin(), link.end(), [](char c) {
        return c > ' ' && c <= '~' && c != '<' && c != '>';
    });
}

//! \return the header fields that say what \p text is, and \p text.
QByteArray part(const char *type, const QString &text)
{
    return field("Content-Type", type + QByteArray("; charset=UTF-8"))
        + field("Content-Transfer-Encoding", "quoted-printable") + NewLine + quotedPrintable(text);
}

QByteArray hexOf(char byte)
{
    return '=' + QByteArray(1, byte).toHex().toUpper();
}

//! \return one line of \p bytes in quoted-printable, broken softly where it becomes too long.
QByteArray quotedLine(const QByteArray &bytes)
{
    constexpr qsizetype LongestLine = 76;
    QByteArray line;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        const bool isBlank = c == ' ' || c == '\t';
        const bool isLast = i + 1 == bytes.size();
        const bool isAtStart = line.size() == begin;
        // A dot that begins a line means something to SMTP, and "From " to some mail stores.
        const bool isSafe =
            (c > ' ' && c <= '~' && c != '=' && !(isAtStart && (c == '.' || c == 'F')))
            || (isBlank && !isLast);
        const QByteArray next = isSafe ? QByteArray(1, c) : hexOf(c);
        if (line.size() - begin + next.size() > LongestLine - 1) {
            line += '=' + NewLine;
            begin = line.size();
        }
        line += next;
    }
    return line;
}

} // namespace

QByteArray headerText(const QString &text)
{
    const QString line = inOneLine(text);
    return isPlain(line) ? line.toLatin1() : encodedWords(line);
}

QByteArray quotedPrintable(const QString &text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    QByteArray quoted;
    for (const QByteArray &line : lines.toUtf8().split('\n'))
        quoted += quotedLine(line) + NewLine;
    return quoted;
}

QByteArray MimeMessage::toBytes() const
{
    QByteArray bytes = field("Date", toField(date)) + field("From", toField(from))
        + field("To", toField(to)) + field("Subject", headerText(subject))
        + field("Message-ID", '<' + id + '>') + field("MIME-Version", "1.0")
        + field("Auto-Submitted", "auto-generated");
    if (!language.isEmpty())
        bytes += field("Content-Language", language.toLatin1());
    if (isLink(unsubscribe))
        bytes += field("List-Unsubscribe", NewLine + " <" + unsubscribe + '>')
            + field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    if (html.isEmpty())
        return bytes + part("text/plain", text);
    // "=_" cannot come from quoted-printable, so no text can look like it.
    const QByteArray boundary =
        "=_" + QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex().left(32);
    bytes +=
        field("Content-Type", "multipart/alternative;" + NewLine + " boundary=\"" + boundary + '"');
    for (const QByteArray &each : {part("text/plain", text), part("text/html", html)})
        bytes += NewLine + "--" + boundary + NewLine + each;
    return bytes + NewLine + "--" + boundary + "--" + NewLine;
}

} // namespace linnet
