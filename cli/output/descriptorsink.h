// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output/textsink.h"

namespace linnet::cli {

//! \brief Writes to a file descriptor, which stays open. SIGPIPE is to be ignored.
class DescriptorSink : public TextSink
{
public:
    explicit DescriptorSink(int descriptor)
        : m_descriptor(descriptor)
    {}

    Result<> write(const QByteArray &utf8) override;
    bool isAbandoned() const override;

private:
    int m_descriptor;
};

} // namespace linnet::cli
