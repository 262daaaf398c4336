// SPDX-License-Identifier: GPL-3.0-or-later
// How tests wait. What includes this has Qt Test's QTRY_VERIFY and QTRY_COMPARE wait for Patience
// instead of five seconds, in which a busy machine may not get to it.
#pragma once

#include "tests/support/waittimes.h"

#include <QSignalSpy>
#include <QTest>

namespace linnet::test {

//! Runs the event loop. \return whether \p isThere becomes true in time.
template <typename Predicate>
bool waitUntil(Predicate isThere, std::chrono::milliseconds most = Patience)
{
    return QTest::qWaitFor(isThere, int(most.count()));
}

//! Runs the event loop. \return whether the signal of \p spy has come, now or before.
inline bool waitFor(QSignalSpy &spy)
{
    return !spy.isEmpty() || spy.wait(int(Patience.count()));
}

//! For what happens within a certain time: a busy machine may hold a try up, and yet what is on
//! time once in ten tries keeps its time. What is late by itself is late each time.
//! \return whether \p isOnTime was true once.
template <typename Try>
bool onceInTenTries(Try isOnTime)
{
    for (int i = 0; i < 10; ++i) {
        if (isOnTime())
            return true;
    }
    return false;
}

} // namespace linnet::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression)                                                                    \
    QTRY_VERIFY_WITH_TIMEOUT(expression, int(linnet::test::Patience.count()))
#define QTRY_VERIFY2(expression, message)                                                          \
    QTRY_VERIFY2_WITH_TIMEOUT(expression, message, int(linnet::test::Patience.count()))
#define QTRY_COMPARE(expression, expected)                                                         \
    QTRY_COMPARE_WITH_TIMEOUT(expression, expected, int(linnet::test::Patience.count()))
