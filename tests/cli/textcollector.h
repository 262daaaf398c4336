// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/textsink.h"

namespace linnet::test {

//! \brief Keeps what is written.
class TextCollector : public cli::TextSink
{
public:
    Result<> write(const QByteArray &utf8) override
    {
        text += utf8;
        return {};
    }

    QByteArray text;
};

} // namespace linnet::test
