// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatattachment.h"

#include "cli/whatsapp/chatstamp.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype LongestLine = 400; // Names of files have 255 bytes at most.

//! "IMG-20211231-WA0001.jpg (file attached)": where the name comes after a mark that nobody types,
//! the language does not matter.
const QRegularExpression &androidPattern()
{
    static const QRegularExpression pattern(
        u"^(?:\\x{200E}(?<marked>[^/\\\\:*?\"<>|]{1,250}\\.\\w{1,8}) \\([^()]{3,40}\\)"
        "|(?<plain>[^/\\\\:*?\"<>|]{1,250}\\.\\w{1,8}) \\((?:file attached|Datei angehängt"
        "|fichier joint|archivo adjunto|file allegato|arquivo anexado|bestand bijgevoegd"
        "|файл добавлен|dosya ekli|plik załączony|ficheiro anexado)\\))$"_s);
    return pattern;
}

//! "<attached: 00000012-PHOTO-2021-12-31.jpg>", with what was written to it before.
const QRegularExpression &iosPattern()
{
    static const QRegularExpression pattern(
        u"^(?:\\x{200E}<[^<>:]{3,30}|<(?:attached|Anhang|pièce jointe|adjunto"
        "|allegato|anexado|bijlage|приложение))\\x{202F}?: ?"
        "(?<name>[^/\\\\:*?\"<>|]{1,250}\\.\\w{1,8})>$"_s);
    return pattern;
}

constexpr std::array OmittedWords = {
    u"<Media omitted>",        u"<Medien ausgeschlossen>",   u"<Médias omis>",
    u"<Media omessi>",         u"<Multimedia omitido>",      u"<Archivo omitido>",
    u"<Mídia oculta>",         u"<Arquivo de mídia oculto>", u"<Media weggelaten>",
    u"<Без медиафайлов>",      u"<Medya dahil edilmedi>",    u"<Ficheiro não revelado>",
    u"<Pominięto multimedia>",
};

//! "image omitted", after a mark that nobody types.
constexpr std::array OmittedEnds = {
    u" omitted", u" weggelassen", u" absente",    u" absent",   u" omis",     u" omise",
    u" omitido", u" omitida",     u" omesso",     u" omessa",   u" ocultado", u" ocultada",
    u" oculto",  u" oculta",      u" weggelaten", u" omitted.", u" опущено",
};

} // namespace

std::optional<ChatAttachment> parseAttachment(const QString &text)
{
    const qsizetype end = text.indexOf(u'\n');
    const QString line = end < 0 ? text : text.first(end);
    const QString more = end < 0 ? QString() : text.sliced(end + 1);
    if (line.size() <= LongestLine) {
        if (const auto match = androidPattern().match(line); match.hasMatch())
            return ChatAttachment{match.captured(u"marked"_s) + match.captured(u"plain"_s), more};
    }
    // What was written to it may have lines of its own: the file comes last.
    const qsizetype lastBreak = text.lastIndexOf(u'\n');
    const QString last = text.sliced(lastBreak + 1);
    const qsizetype mark = last.lastIndexOf(u'<');
    if (mark < 0 || last.size() - mark > LongestLine)
        return std::nullopt;
    const qsizetype from = mark > 0 && isInvisibleMark(last[mark - 1]) ? mark - 1 : mark;
    const auto match = iosPattern().match(last.sliced(from));
    if (!match.hasMatch())
        return std::nullopt;
    return ChatAttachment{match.captured(u"name"_s),
                          (text.first(lastBreak + 1) + last.first(from)).trimmed()};
}

bool isOmittedFile(const QString &text)
{
    if (std::ranges::any_of(OmittedWords,
                            [&](const auto *word) { return text == QStringView(word); }))
        return true;
    constexpr qsizetype Longest = 40;
    return text.startsWith(QChar(0x200E)) && text.size() <= Longest
        && std::ranges::any_of(OmittedEnds,
                               [&](const auto *end) { return text.endsWith(QStringView(end)); });
}

} // namespace linnet::cli
