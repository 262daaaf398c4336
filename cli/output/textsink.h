// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace linnet::cli {

//! \brief Where text goes: a terminal, a pipe, a file.
class TextSink
{
public:
    virtual ~TextSink() = default;

    //! \return an error with the code "closed_pipe" where nobody reads any more.
    virtual Result<> write(const QByteArray &utf8) = 0;

    //! \return whether nobody reads any more, as far as that can be known without writing.
    virtual bool isAbandoned() const { return false; }
};

} // namespace linnet::cli
