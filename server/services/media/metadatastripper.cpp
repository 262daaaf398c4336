// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/media/metadatastripper.h"

#include <QtEndian>

#include <algorithm>

namespace linnet {

namespace {

using Bytes = QByteArrayView;

//! \brief Walks over a file; a read past the end fails the walk instead of reading.
class Walk
{
public:
    explicit Walk(Bytes file)
        : m_rest(file)
    {}

    bool failed() const { return m_failed; }
    bool atEnd() const { return m_rest.isEmpty(); }
    Bytes peek(qsizetype count) const { return m_rest.first(std::min(count, m_rest.size())); }

    Bytes take(qint64 count)
    {
        if (m_failed || count < 0 || count > m_rest.size()) {
            m_failed = true;
            return {};
        }
        const Bytes taken = m_rest.first(qsizetype(count));
        m_rest = m_rest.sliced(qsizetype(count));
        return taken;
    }

    template <typename Int>
    Int big()
    {
        const Bytes bytes = take(sizeof(Int));
        return m_failed ? Int(0) : qFromBigEndian<Int>(bytes.data());
    }

    template <typename Int>
    Int little()
    {
        const Bytes bytes = take(sizeof(Int));
        return m_failed ? Int(0) : qFromLittleEndian<Int>(bytes.data());
    }

private:
    Bytes m_rest;
    bool m_failed = false;
};

// ---- JPEG (ISO 10918-1, annex B) and the orientation tag of EXIF 2.3

constexpr uchar App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF;
constexpr uchar Comment = 0xFE, StartOfScan = 0xDA, EndOfImage = 0xD9;
constexpr quint16 OrientationTag = 0x0112;

// A decoder goes over the whole picture for each scan, and one that says nothing takes ten bytes of
// the file. Encoders write 10 for a progressive picture in colour and 18 for one in four colours.
constexpr int MostScans = 64;

// Markers without a length: temporary ones of arithmetic coding, restarts and another beginning.
// Outside of a scan no encoder writes them, and behind them decoders see other segments than here.
bool isAlone(uchar marker)
{
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

template <typename Int>
Int read(Bytes tiff, qint64 offset, bool isBig)
{
    if (offset < 0 || offset + qint64(sizeof(Int)) > tiff.size())
        return 0;
    return isBig ? qFromBigEndian<Int>(tiff.data() + offset)
                 : qFromLittleEndian<Int>(tiff.data() + offset);
}

//! \return 1 to 8; 1 (upright) where the segment does not say.
quint16 orientation(Bytes segment)
{
    if (!segment.startsWith(Bytes("Exif\0\0", 6)))
        return 1;
    const Bytes tiff = segment.sliced(6);
    const bool isBig = tiff.startsWith("MM");
    const qint64 directory = read<quint32>(tiff, 4, isBig);
    const int entries = read<quint16>(tiff, directory, isBig);
    for (int i = 0; i < entries; ++i) {
        const qint64 entry = directory + 2 + qint64(i) * 12;
        if (entry >= tiff.size()) // Whatever their number says.
            break;
        if (read<quint16>(tiff, entry, isBig) != OrientationTag)
            continue;
        const auto value = read<quint16>(tiff, entry + 8, isBig);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

QByteArray orientationSegment(quint16 value)
{
    QByteArray segment("\xFF\xE1\x00\x22"
                       "Exif\0\0MM\x00\x2A\x00\x00\x00\x08" // TIFF header, one directory follows.
                       "\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" // One entry: SHORT, count 1.
                       "\x00\x00\x00\x00\x00\x00\x00\x00",
                       36);
    qToBigEndian(value, segment.data() + 28);
    return segment;
}

// JFIF, colour profiles and Adobe's colour transform decide how the pixels look; nothing else does.
bool isKept(uchar marker, Bytes segment)
{
    if (marker == App2)
        return segment.startsWith(Bytes("ICC_PROFILE\0", 12));
    return marker != Comment
        && (marker < App0 || marker > App15 || marker == App0 || marker == App14);
}

// After a scan's header its entropy-coded data runs to the next marker that is neither stuffing
// (FF00) nor a restart (FFD0 to FFD7).
Bytes takeScan(Walk &walk, Bytes rest)
{
    qsizetype at = 0;
    while (at + 1 < rest.size()) {
        const uchar next = uchar(rest[at + 1]);
        if (uchar(rest[at]) == 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7))
            break;
        ++at;
    }
    return walk.take(at + 1 < rest.size() ? at : rest.size());
}

void appendSegment(QByteArray &out, uchar marker, Bytes segment)
{
    out.append('\xFF').append(char(marker));
    char length[2];
    qToBigEndian(quint16(segment.size() + 2), length);
    out.append(length, 2).append(segment);
}

//! \return what comes next; 0 if that is no marker, or one without a length.
uchar takeMarker(Walk &walk)
{
    const uchar lead = walk.big<uchar>();
    uchar marker = walk.big<uchar>();
    while (marker == 0xFF) // Fill bytes.
        marker = walk.big<uchar>();
    const bool isUsable = !walk.failed() && lead == 0xFF && !isAlone(marker);
    return isUsable ? marker : 0;
}

std::optional<QByteArray> stripJpeg(Bytes file)
{
    Walk walk(file);
    QByteArray out = walk.take(2).toByteArray();
    int scans = 0;
    while (!walk.failed()) {
        const uchar marker = takeMarker(walk);
        if (marker == 0)
            return std::nullopt;
        if (marker == EndOfImage)
            return out.append("\xFF\xD9", 2); // What follows (a second picture, say) is left out.
        const Bytes segment = walk.take(qint64(walk.big<quint16>()) - 2);
        if (marker == App1 && orientation(segment) != 1)
            out.append(orientationSegment(orientation(segment)));
        else if (isKept(marker, segment))
            appendSegment(out, marker, segment);
        if (marker != StartOfScan)
            continue;
        if (++scans > MostScans)
            return std::nullopt;
        out.append(takeScan(walk, walk.peek(file.size())));
    }
    return std::nullopt;
}

// ---- PNG (ISO 15948)

std::optional<QByteArray> stripPng(Bytes file)
{
    static constexpr std::array<Bytes, 5> Left = {"tEXt", "zTXt", "iTXt", "eXIf", "tIME"};
    Walk walk(file);
    QByteArray out = walk.take(8).toByteArray();
    while (!walk.failed()) {
        const Bytes head = walk.peek(8);
        if (head.size() < 8)
            return std::nullopt;
        const Bytes type = head.sliced(4);
        const Bytes chunk = walk.take(12 + qint64(qFromBigEndian<quint32>(head.data())));
        if (std::find(Left.begin(), Left.end(), type) == Left.end())
            out.append(chunk);
        if (type == Bytes("IEND"))
            return walk.failed() ? std::nullopt : std::optional(out);
    }
    return std::nullopt;
}

// ---- GIF (GIF89a)

void takeSubBlocks(Walk &walk, QByteArray *out)
{
    while (!walk.failed()) {
        const uchar size = walk.peek(1).isEmpty() ? 0 : uchar(walk.peek(1)[0]);
        const Bytes block = walk.take(1 + size);
        if (out)
            out->append(block);
        if (size == 0)
            return;
    }
}

int colorTableBytes(uchar flags)
{
    return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

void takeExtension(Walk &walk, QByteArray &out)
{
    constexpr uchar PlainText = 0x01, GraphicControl = 0xF9, Application = 0xFF;
    const Bytes head = walk.peek(14);
    const uchar label = head.size() > 1 ? uchar(head[1]) : 0;
    // Of the application extensions only the one that says how often to repeat is about the
    // picture.
    const bool isLoop =
        label == Application && head.size() == 14 && head.sliced(3) == Bytes("NETSCAPE2.0");
    const bool keeps = isLoop || label == PlainText || label == GraphicControl;
    const Bytes intro = walk.take(2);
    if (keeps)
        out.append(intro);
    takeSubBlocks(walk, keeps ? &out : nullptr);
}

std::optional<QByteArray> stripGif(Bytes file)
{
    constexpr uchar Extension = 0x21, Image = 0x2C, Trailer = 0x3B;
    Walk walk(file);
    QByteArray out = walk.take(13).toByteArray();
    if (walk.failed())
        return std::nullopt;
    out.append(walk.take(colorTableBytes(uchar(out[10]))));
    while (!walk.failed() && !walk.atEnd()) {
        const uchar kind = uchar(walk.peek(1)[0]);
        if (kind == Trailer)
            return out.append(char(Trailer));
        if (kind == Extension) {
            takeExtension(walk, out);
        } else if (kind == Image) {
            const Bytes head = walk.take(10);
            out.append(head);
            if (!walk.failed())
                out.append(walk.take(colorTableBytes(uchar(head[9]))));
            out.append(walk.take(1)); // The code size, before the data's blocks.
            takeSubBlocks(walk, &out);
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

// ---- WebP (RFC 9649)

std::optional<QByteArray> stripWebp(Bytes file)
{
    constexpr char ExifFlag = 0x08, XmpFlag = 0x04;
    Walk walk(file);
    QByteArray out = walk.take(12).toByteArray();
    while (!walk.failed() && !walk.atEnd()) {
        const Bytes head = walk.peek(8);
        if (head.size() < 8)
            return std::nullopt;
        const quint32 size = qFromLittleEndian<quint32>(head.data() + 4);
        QByteArray chunk = walk.take(8 + qint64(size) + (size & 1)).toByteArray();
        if (chunk.startsWith("VP8X") && size > 0)
            chunk[8] = char(chunk[8] & ~(ExifFlag | XmpFlag));
        if (!chunk.startsWith("EXIF") && !chunk.startsWith("XMP "))
            out.append(chunk);
    }
    if (walk.failed())
        return std::nullopt;
    qToLittleEndian(quint32(out.size() - 8), out.data() + 4);
    return out;
}

} // namespace

std::optional<QByteArray> stripMetadata(const QByteArray &file, const QByteArray &contentType)
{
    if (contentType == "image/jpeg")
        return stripJpeg(file);
    if (contentType == "image/png")
        return stripPng(file);
    if (contentType == "image/gif")
        return stripGif(file);
    if (contentType == "image/webp")
        return stripWebp(file);
    return std::nullopt;
}

} // namespace linnet
