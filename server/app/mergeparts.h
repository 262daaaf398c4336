// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/services/admin/joiner.h"
#include "server/services/admin/mergejob.h"

namespace linnet {

//! \brief What merges accounts when a job says so.
struct MergeParts
{
    //! All outlive the parts.
    MergeParts(const ChatContext &context, const SecurityWriter &security)
        : joiner(context, security)
        , job(joiner)
    {}

    Joiner joiner;
    MergeJob job;
};

} // namespace linnet
