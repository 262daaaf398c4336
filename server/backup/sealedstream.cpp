// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/sealedstream.h"

#include "server/backup/backuperror.h"

#include <algorithm>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype StreamHeaderBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr qsizetype SealBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr unsigned char Final = crypto_secretstream_xchacha20poly1305_TAG_FINAL;
constexpr unsigned char Message = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

} // namespace

SealingSink::SealingSink(const SealHeader &header, ByteSink &sink)
    : m_header(header)
    , m_sink(sink)
    , m_authenticated(header.bytes)
{}

SealingSink::~SealingSink()
{
    sodium_memzero(&m_state, sizeof m_state);
}

Result<> SealingSink::begin()
{
    m_hasBegun = true;
    QByteArray start(StreamHeaderBytes, 0);
    crypto_secretstream_xchacha20poly1305_init_push(&m_state, raw(start), raw(m_header.key));
    return m_sink.write(m_header.bytes + start);
}

Result<> SealingSink::write(QByteArrayView bytes)
{
    if (!m_hasBegun) {
        if (auto begun = begin(); !begun)
            return begun;
    }
    while (!bytes.isEmpty()) {
        // A full chunk waits for more: the last one, full or not, is marked.
        if (m_plain.size() == ChunkBytes) {
            if (auto pushed = push(m_plain, Message); !pushed)
                return pushed;
            m_plain.clear();
        }
        const qsizetype count = std::min(bytes.size(), ChunkBytes - m_plain.size());
        m_plain.append(bytes.first(count));
        bytes = bytes.sliced(count);
    }
    return {};
}

Result<> SealingSink::finish()
{
    if (!m_hasBegun) {
        if (auto begun = begin(); !begun)
            return begun;
    }
    if (auto pushed = push(m_plain, Final); !pushed)
        return pushed;
    return m_sink.finish();
}

Result<> SealingSink::push(QByteArrayView plain, unsigned char tag)
{
    QByteArray sealed(plain.size() + SealBytes, 0);
    crypto_secretstream_xchacha20poly1305_push(&m_state, raw(sealed), nullptr, raw(plain),
                                               quint64(plain.size()), raw(m_authenticated),
                                               quint64(m_authenticated.size()), tag);
    m_authenticated.clear();
    return m_sink.write(sealed);
}

OpeningSource::OpeningSource(const SealHeader &header, ByteSource &source)
    : m_header(header)
    , m_source(source)
    , m_authenticated(header.bytes)
{}

OpeningSource::~OpeningSource()
{
    sodium_memzero(&m_state, sizeof m_state);
}

Result<> OpeningSource::begin()
{
    m_hasBegun = true;
    const auto start = m_source.read(StreamHeaderBytes);
    if (!start)
        return start.error();
    if (start->size() < StreamHeaderBytes)
        return damaged(u"it ends too early"_s);
    if (crypto_secretstream_xchacha20poly1305_init_pull(&m_state, raw(*start), raw(m_header.key))
        != 0)
        return damaged(u"its header is not readable"_s);
    return {};
}

Result<QByteArray> OpeningSource::read(qsizetype most)
{
    if (!m_hasBegun) {
        if (const auto begun = begin(); !begun)
            return begun.error();
    }
    while (m_plain.size() < most && !m_hasEnded) {
        if (const auto pulled = pull(); !pulled)
            return pulled.error();
    }
    const qsizetype count = std::min(most, m_plain.size());
    QByteArray bytes = m_plain.first(count);
    m_plain.remove(0, count);
    return bytes;
}

Result<> OpeningSource::pull()
{
    const auto sealed = m_source.read(ChunkBytes + SealBytes);
    if (!sealed)
        return sealed.error();
    if (sealed->size() < SealBytes)
        return damaged(u"it ends too early"_s);
    QByteArray plain(sealed->size() - SealBytes, 0);
    unsigned char tag = 0;
    const bool isGenuine =
        crypto_secretstream_xchacha20poly1305_pull(
            &m_state, raw(plain), nullptr, &tag, raw(*sealed), quint64(sealed->size()),
            raw(m_authenticated), quint64(m_authenticated.size()))
        == 0;
    if (!isGenuine)
        return m_authenticated.isEmpty() ? damaged(u"bytes in it have changed"_s) : wrongKey();
    m_authenticated.clear();
    m_plain += plain;
    if (tag == Final)
        return checkEnd();
    return {};
}

Result<> OpeningSource::checkEnd()
{
    m_hasEnded = true;
    const auto more = m_source.read(1);
    if (!more)
        return more.error();
    if (!more->isEmpty())
        return damaged(u"something follows its end"_s);
    return {};
}

} // namespace linnet::backup
