// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/httpfault.h"
#include "server/net/settings.h"

#include <optional>

namespace linnet::net {

//! \brief Finds the end of a request's head in bytes that arrive piece by piece.
//!
//! Looks at each byte once. Judges lengths and line ends as they pass, so that a client is told as
//! soon as it breaks a rule.
class HeadScanner
{
public:
    //! \p buffer begins where the request begins and has grown, or not, since the last call.
    //! \return why the head is refused; nothing while it is fine.
    std::optional<HttpFault> scan(QByteArrayView buffer, const Limits &limits);

    bool isComplete() const { return m_end > 0; }
    //! \return where the request line begins: one empty line before it is skipped (RFC 9112, 2.2).
    qsizetype begin() const { return m_begin; }
    //! \return the position after the empty line.
    qsizetype end() const { return m_end; }

private:
    std::optional<HttpFault> judgeBeginning(QByteArrayView line, QByteArrayView arrived) const;
    std::optional<HttpFault> tooLong(QByteArrayView line, const Limits &limits) const;
    std::optional<HttpFault> takeLine(QByteArrayView line);

    qint32 m_begin = 0;
    qint32 m_fields = 0; //!< Where the header block begins, once the request line is whole.
    qint32 m_line = 0; //!< Where the line being read begins.
    qint32 m_scanned = 0;
    qint32 m_end = 0;
};

} // namespace linnet::net
