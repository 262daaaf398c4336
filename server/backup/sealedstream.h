// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/backup/bytestream.h"
#include "server/backup/sealheader.h"

#include <sodium.h>

namespace linnet::backup {

//! Bytes of a backup that are encrypted together.
constexpr qsizetype ChunkBytes = 64 << 10;

//! \brief Encrypts on the way: libsodium's secretstream, in chunks of ChunkBytes. The header is
//! authenticated with the first one; the last one says that it is the last.
class SealingSink : public ByteSink
{
public:
    //! \param header is written first. \param sink outlives this one.
    SealingSink(const SealHeader &header, ByteSink &sink);
    ~SealingSink() override;

    Result<> write(QByteArrayView bytes) override;
    Result<> finish() override;

private:
    Result<> begin();
    Result<> push(QByteArrayView plain, unsigned char tag);

    const SealHeader m_header;
    ByteSink &m_sink;
    crypto_secretstream_xchacha20poly1305_state m_state = {};
    QByteArray m_plain; //!< Of the chunk that is not full yet.
    QByteArray m_authenticated; //!< What the next chunk authenticates besides itself.
    bool m_hasBegun = false;
};

//! \brief Decrypts on the way, and gives nothing that was not written in this place.
class OpeningSource : public ByteSource
{
public:
    //! \param header was read from \p source already, which outlives this one.
    OpeningSource(const SealHeader &header, ByteSource &source);
    ~OpeningSource() override;

    Result<QByteArray> read(qsizetype most) override;

private:
    Result<> begin();
    Result<> pull();
    Result<> checkEnd();

    const SealHeader m_header;
    ByteSource &m_source;
    crypto_secretstream_xchacha20poly1305_state m_state = {};
    QByteArray m_plain; //!< What nobody has read yet.
    QByteArray m_authenticated;
    bool m_hasBegun = false;
    bool m_hasEnded = false;
};

} // namespace linnet::backup
