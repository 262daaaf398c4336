// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/app/world.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"

#include <QTest>

namespace linnet::test {

//! Waits until \p world can sign tokens.
inline void makeKey(const World &world)
{
    world.identity->prepareKey();
    if (!test::waitUntil([&world] { return world.identity->keys->hasKey(); }, test::LongPatience))
        qFatal("There is no key.");
}

//! \return the access token of a new session of \p user, who came as clients of \p dialect do.
//! \param lifetime of the token; zero: as configured.
inline QByteArray signIn(const World &world, UserId user, const QString &dialect,
                         std::chrono::seconds lifetime = {})
{
    const auto account = await(world.foundation->database->read(
        [user](Stores &stores) { return stores.accounts.find(user); }));
    if (!account)
        qFatal("%s", qPrintable(account.error().message));
    SignIn signIn;
    signIn.dialect = dialect;
    signIn.accessLifetime = lifetime;
    const auto prepared = await(world.identity->tokens.prepare(*account, signIn));
    const auto opened = await(world.foundation->database->write(
        [&](Stores &stores) { return world.identity->tokens.open(stores, *prepared); }));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return prepared->accessToken;
}

} // namespace linnet::test
