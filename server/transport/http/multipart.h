// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

#include <optional>

namespace linnet {

//! \brief What one part of a form says about itself.
struct FormPart
{
    QString name;
    std::optional<QString> fileName; //!< Set if the part is a file, even without a name.
};

//! \return the boundary of a "multipart/form-data" content type, or nothing if it has no valid one.
std::optional<QByteArray> multipartBoundary(QByteArrayView contentType);

//! \brief Cuts a form into its parts as it arrives, to the letter of RFC 7578.
//!
//! Keeps no more than one part's head or one delimiter in memory. Nothing may stand before the
//! first delimiter or, but for a line end, after the last.
class MultipartParser
{
public:
    //! \brief Takes the parts. What it refuses ends the parsing.
    class Receiver
    {
    public:
        virtual ~Receiver() = default;
        virtual Result<> beginPart(const FormPart &part) = 0;
        virtual Result<> addData(QByteArrayView data) = 0;
        virtual Result<> endPart() = 0;
    };

    static constexpr int MostHead = 8 << 10; //!< Bytes of one part's head.
    static constexpr int MostParts = 64;

    //! \p receiver outlives the parser.
    MultipartParser(const QByteArray &boundary, Receiver &receiver);

    Result<> write(QByteArrayView piece);

    //! \return an error unless the last delimiter has been seen.
    Result<> finish();

private:
    enum class State { Start, AfterDelimiter, Head, Data, End };
    enum class Step { Go, Wait };

    Result<Step> step();
    Result<Step> readStart();
    Result<Step> readAfterDelimiter();
    Result<Step> readHead();
    Result<Step> readData();
    Result<Step> readEnd();

    const QByteArray m_delimiter; //!< With the line end before it.
    Receiver &m_receiver;
    QByteArray m_waiting;
    State m_state = State::Start;
    int m_parts = 0;
};

} // namespace linnet
