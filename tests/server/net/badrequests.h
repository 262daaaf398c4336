// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace linnet::test {

//! \brief A request that must be refused, and how.
struct BadRequest
{
    QByteArray name;
    QByteArray bytes;
    int status = 400;
};

//! Whole requests, each broken in one way.
std::vector<BadRequest> malformedRequests();

//! Requests with a Content-Length and something that another server might take for a chunked
//! Transfer-Encoding: 400, 415 or 501, whatever; status is 0.
std::vector<BadRequest> smugglingRequests();

} // namespace linnet::test
