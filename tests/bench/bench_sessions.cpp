// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to look through 100,000 people's sessions, and to end a tenth of them. Not a
// test: run it by hand.
#include "server/services/admin/adminsessionservice.h"
#include "tests/server/services/identity/identityfixture.h"
#include "tests/support/fakesocketcensus.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>

#include <algorithm>
#include <cstdio>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr int People = 100'000;
constexpr int AtOnce = 1'000;
constexpr int Tries = 5;

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

Session sessionOf(int number, Timestamp now)
{
    Session session;
    session.id = SessionId(1'000'000 + number);
    session.user = UserId(1 + number);
    session.device = u"device %1"_s.arg(number % 7);
    session.dialect = u"phone"_s;
    session.clientName = u"client %1"_s.arg(number % 10);
    session.address = u"10.%1.%2.%3"_s.arg(number % 64).arg(number / 256 % 256).arg(number % 251);
    session.userAgent = u"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"_s;
    session.createdAt = now - std::chrono::seconds(People - number);
    session.lastSeenAt = now - std::chrono::seconds(number * 7919LL % 1'000'000);
    session.expiresAt = now + std::chrono::hours(number % 20 == 0 ? -1 : 24);
    return session;
}

void populate(Database &database, Timestamp now)
{
    QElapsedTimer clock;
    clock.start();
    for (int first = 0; first < People; first += AtOnce) {
        const auto added = test::await(database.write([first, now](Stores &stores) -> Result<> {
            for (int number = first; number < first + AtOnce; ++number) {
                test::addUser(stores, UserId(1 + number));
                const auto stored = stores.sessions.add(sessionOf(number, now));
                if (!stored)
                    return stored;
            }
            return {};
        }));
        if (!added)
            qFatal("%s", qPrintable(added.error().detail));
    }
    std::printf("%d accounts and sessions made in %.1f s\n", People, milliseconds(clock) / 1e3);
}

//! Runs \p ask some times, and says how long it took.
template <typename Ask>
void measure(const QString &name, Ask ask)
{
    std::vector<double> times;
    for (int i = 0; i < Tries; ++i) {
        QElapsedTimer clock;
        clock.start();
        ask();
        times.push_back(milliseconds(clock));
    }
    std::sort(times.begin(), times.end());
    std::printf("%-56s %8.1f ms, at most %8.1f ms\n", qPrintable(name), times[Tries / 2],
                times.back());
}

template <typename T>
T orFatal(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

void readPages(AdminSessionService &sessions)
{
    const QStringList filters{
        QString(),           u"state:active"_s, u"state:active address:10.7.0.0/16"_s,
        u"\"user 99999\""_s, u"user:*9999"_s,   u"device:none"_s,
        u"-state:active"_s};
    for (const QString &filter : filters) {
        for (const QString &sort : {u"-created"_s, u"-last_seen"_s, u"user"_s, u"-ended"_s}) {
            measure(u"page of 200, by %1: %2"_s.arg(sort, filter), [&] {
                SessionRequest request{.filter = orFatal(sessions.parse(filter)),
                                       .order = *parseSessionOrder(sort),
                                       .limit = 200};
                // The second page: it has to be found first.
                request.after = orFatal(test::await(sessions.list(request))).next;
                orFatal(test::await(sessions.list(request)));
            });
        }
        measure(u"count: "_s + filter,
                [&] { orFatal(test::await(sessions.count(orFatal(sessions.parse(filter))))); });
    }
}

void endSome(AdminSessionService &sessions)
{
    const Filter filter = orFatal(sessions.parse(u"client:\"client 3\""_s));
    QElapsedTimer clock;
    clock.start();
    const qint64 ended =
        orFatal(test::await(sessions.revoke(Actor::local(0, u"bench"_s), filter, u"measured"_s)));
    std::printf("%lld sessions ended by a filter in %.0f ms\n", static_cast<long long>(ended),
                milliseconds(clock));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"linnet.audit=false"_s);
    test::IdentityFixture identity;
    const test::FakeSocketCensus sockets;
    AdminSessionService sessions({identity.database, identity.clock}, identity.sessions, sockets);
    populate(identity.database, identity.clock.now());
    readPages(sessions);
    endSome(sessions);
    return 0;
}
