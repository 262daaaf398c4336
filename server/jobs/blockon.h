// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/hop.h"

#include <QCoroTask>

#include <QEventLoop>

namespace linnet {

namespace detail {

template <typename T>
QCoro::Task<> finishLoop(Hop<T> hop, std::optional<T> *outcome, QEventLoop *loop)
{
    outcome->emplace(co_await hop);
    loop->quit(); // It runs by now: what ends a hop is posted to it.
}

} // namespace detail

//! \return what \p hop ends with. For threads that have nothing else to do, and a Mailbox.
template <typename T>
T blockOn(Hop<T> hop)
{
    QEventLoop loop;
    std::optional<T> outcome;
    detail::finishLoop(std::move(hop), &outcome, &loop);
    while (!outcome)
        loop.exec();
    return std::move(*outcome);
}

} // namespace linnet
