// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/mediatype.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace linnet {

namespace {

using Bytes = QByteArrayView;

struct Signature
{
    int offset;
    Bytes magic;
    const char *contentType;
    MessageKind kind;
    const char *extension;
};

bool startsWithAt(Bytes head, int offset, Bytes magic)
{
    return head.size() >= offset + magic.size()
        && std::memcmp(head.data() + offset, magic.data(), size_t(magic.size())) == 0;
}

// Sources: the formats' own specifications (ISO 10918, PNG, GIF89a, RFC 9649, ISO 14496-12, ISO
// 11172-3, RFC 3533, RIFF/WAVE, ISO 13818-7, PDF 32000, [MS-CFB]).
const std::array Signatures = {
    Signature{0, "\xFF\xD8\xFF", "image/jpeg", MessageKind::Image, "jpg"},
    Signature{0, "\x89PNG\r\n\x1A\n", "image/png", MessageKind::Image, "png"},
    Signature{0, "GIF87a", "image/gif", MessageKind::Image, "gif"},
    Signature{0, "GIF89a", "image/gif", MessageKind::Image, "gif"},
    Signature{8, "WEBPVP8", "image/webp", MessageKind::Image, "webp"},
    Signature{4, "ftypqt  ", "video/quicktime", MessageKind::Video, "mov"},
    Signature{4, "ftypM4A", "audio/mp4", MessageKind::Audio, "m4a"},
    Signature{4, "ftyp", "video/mp4", MessageKind::Video, "mp4"},
    Signature{0, "ID3", "audio/mpeg", MessageKind::Audio, "mp3"},
    Signature{0, "OggS", "audio/ogg", MessageKind::Audio, "ogg"},
    Signature{8, "WAVE", "audio/wav", MessageKind::Audio, "wav"},
    Signature{0, "%PDF-", "application/pdf", MessageKind::Document, "pdf"},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "application/msword", MessageKind::Document,
              "doc"},
};

// WEBP and WAVE are forms of RIFF; without its tag the four letters at offset 8 mean nothing.
bool isFormOfRiff(const Signature &signature)
{
    return signature.offset == 8;
}

// Pictures in the container of films (ISO 23008-12, AV1 Image File Format). They are no films, and
// nobody here takes out of them where they were made.
bool isPictureInContainer(Bytes head)
{
    static constexpr std::array Brands = {
        Bytes("heic"), Bytes("heix"), Bytes("heim"), Bytes("heis"), Bytes("hevc"),
        Bytes("hevx"), Bytes("mif1"), Bytes("msf1"), Bytes("avif"), Bytes("avis")};
    constexpr int Brand = 8;
    return startsWithAt(head, 4, "ftyp")
        && std::any_of(Brands.begin(), Brands.end(),
                       [head](Bytes brand) { return startsWithAt(head, Brand, brand); });
}

// Layers II and III alone: nobody uses the first, and its bits are those of a text's byte order
// mark.
bool isMpegAudioFrame(Bytes head)
{
    if (head.size() < 2 || uchar(head[0]) != 0xFF)
        return false;
    const int layer = (uchar(head[1]) >> 1) & 3;
    return (uchar(head[1]) & 0xE0) == 0xE0 && (layer == 1 || layer == 2);
}

// Layer bits 00 tell an ADTS frame (AAC) from an MPEG audio frame.
bool isAdtsFrame(Bytes head)
{
    return head.size() >= 2 && uchar(head[0]) == 0xFF && (uchar(head[1]) & 0xF6) == 0xF0;
}

bool isWordArchive(Bytes head)
{
    static constexpr Bytes Part = "word/";
    return startsWithAt(head, 0, "PK\x03\x04")
        && std::search(head.begin(), head.end(), Part.begin(), Part.end()) != head.end();
}

//! \brief A box of a film: how long it says it is, and what is in it.
struct Box
{
    quint64 size = 0;
    Bytes type;
};

//! \return the box at the beginning of \p bytes; nothing where there is none.
std::optional<Box> readBox(Bytes bytes)
{
    constexpr int Header = 8;
    constexpr int LongHeader = 16;
    if (bytes.size() < Header)
        return std::nullopt;
    const Box box{qFromBigEndian<quint32>(bytes.data()), bytes.sliced(4, 4)};
    if (box.size != 1)
        return box;
    if (bytes.size() < LongHeader)
        return std::nullopt;
    return Box{qFromBigEndian<quint64>(bytes.data() + Header), box.type};
}

//! \return whether \p box is one that a film may begin with.
bool isOfFilm(const Box &box)
{
    constexpr quint64 Header = 8;
    constexpr quint64 Preview = 20;
    // What begins with as little as this is no text and no program, whatever follows.
    constexpr quint64 Most = 1U << 29;
    if (box.size >= Most)
        return false;
    if (box.type == Bytes("moov") || box.type == Bytes("mdat"))
        return box.size > Header;
    if (box.type == Bytes("free") || box.type == Bytes("skip"))
        return box.size >= Header;
    return (box.type == Bytes("wide") && box.size == Header)
        || (box.type == Bytes("pnot") && box.size == Preview);
}

bool isRoom(const Box &box)
{
    return box.type == Bytes("free") || box.type == Bytes("skip") || box.type == Bytes("wide");
}

// Films of before there was "ftyp" begin with what is in them, or with room for it. Source:
// QuickTime File Format Specification.
bool isOldQuickTime(Bytes head)
{
    const bool isWhole = head.size() < MediaHeadBytes;
    for (qsizetype at = 0; at < head.size();) {
        const Bytes rest = head.sliced(at);
        const auto box = readBox(rest);
        if (!box || !isOfFilm(*box) || (isWhole && box->size > quint64(rest.size())))
            return false;
        if (!isRoom(*box))
            return true;
        at += qsizetype(box->size);
    }
    return !isWhole;
}

bool isText(Bytes head)
{
    if (head.isEmpty())
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8); // Keeps a cut-off last character for later.
    const QString text = decoder(head);
    const auto isAllowed = [](QChar c) {
        return c.unicode() >= 0x20 ? c.unicode() != 0x7F
                                   : c == u'\n' || c == u'\r' || c == u'\t' || c == u'\f';
    };
    return !decoder.hasError() && std::all_of(text.begin(), text.end(), isAllowed);
}

} // namespace

std::optional<MediaType> detectMediaType(QByteArrayView head)
{
    if (isPictureInContainer(head))
        return std::nullopt;
    for (const Signature &signature : Signatures) {
        if (isFormOfRiff(signature) && !startsWithAt(head, 0, "RIFF"))
            continue;
        if (startsWithAt(head, signature.offset, signature.magic))
            return MediaType{signature.contentType, signature.kind, signature.extension};
    }
    if (isAdtsFrame(head))
        return MediaType{"audio/aac", MessageKind::Audio, "aac"};
    if (isMpegAudioFrame(head))
        return MediaType{"audio/mpeg", MessageKind::Audio, "mp3"};
    if (isWordArchive(head))
        return MediaType{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                         MessageKind::Document, "docx"};
    if (isText(head))
        return MediaType{"text/plain", MessageKind::Document, "txt"};
    if (isOldQuickTime(head))
        return MediaType{"video/quicktime", MessageKind::Video, "mov"};
    return std::nullopt;
}

} // namespace linnet
