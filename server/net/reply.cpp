// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/reply.h"

namespace linnet::net {

Reply::~Reply()
{
    if (!m_receiver)
        return;
    Response response;
    response.status = 500;
    response.headers.add("content-type", "application/json");
    response.body = R"({"error":"internal","message":"The request was not answered."})";
    m_receiver->answer(std::move(response));
}

void Reply::send(Response response)
{
    if (const auto receiver = std::exchange(m_receiver, nullptr))
        receiver->answer(std::move(response));
}

void Reply::onAbort(std::function<void()> callback)
{
    if (m_receiver)
        m_receiver->onAbort(std::move(callback));
}

} // namespace linnet::net
