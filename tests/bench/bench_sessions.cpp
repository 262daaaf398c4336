// SPDX-License-Identifier: GPL-3.0-or-later
// bench_sessions DATABASE: how long the stores alone take over lists of 100,000 people and their
// sessions, and to end a tenth of those. DATABASE is one that linnet-seed --population wrote; it is
// changed. Over HTTP all of it is measured by ./dev bench administration. Not a test: run it by
// hand.
#include "common/domain/accountview.h"
#include "tests/support/await.h"
#include "tests/support/teststorage.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr int PageSize = 201; // One more than is asked for: whether there is a next page.
constexpr int EndedAtOnce = 500;
constexpr int ToBeEnded = 10'000;
constexpr int Tries = 7;

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

template <typename T>
T orFatal(Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(*result);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

//! Runs \p ask some times, and says how long it took: on a machine that others use, too, what it
//! took of a processor tells more. It returns how much it found.
void measure(Database &database, const QString &name,
             const std::function<Result<qint64>(Stores &)> &ask)
{
    std::vector<double> times;
    std::vector<double> busy;
    qint64 found = 0;
    for (int i = 0; i < Tries; ++i) {
        QElapsedTimer clock;
        clock.start();
        const std::clock_t before = std::clock();
        found = orFatal(test::await(database.read(ask)));
        busy.push_back(double(std::clock() - before) * 1e3 / CLOCKS_PER_SEC);
        times.push_back(milliseconds(clock));
    }
    std::printf("%-76s %8.1f ms, %8.1f ms of a processor, %7lld found\n", qPrintable(name),
                median(times), median(busy), static_cast<long long>(found));
}

template <typename Rows>
Result<qint64> sizeOf(const Result<Rows> &rows)
{
    if (!rows)
        return rows.error();
    return qint64(rows->size());
}

void readSessions(Database &database, Timestamp now)
{
    const QStringList filters{QString(),
                              u"state:active"_s,
                              u"-state:active"_s,
                              u"state:expired"_s,
                              u"user:\"bob 1001\""_s,
                              u"user:*9999"_s,
                              u"user:*e*"_s,
                              u"address:10.7.1.0/24"_s,
                              u"address:192.0.2.1"_s,
                              u"device:none"_s,
                              u"-client:\"Old App\""_s,
                              u"last_seen<-360d"_s,
                              u"dialect:mern"_s,
                              u"state:active address:10.0.0.0/8 last_seen<-180d -device:web"_s};
    for (const QString &filter : filters) {
        SessionListQuery query{.filter = orFatal(parseFilter(filter, sessionFields(), now)),
                               .now = now,
                               .limit = PageSize};
        for (const QString &sort : {u"-created"_s, u"-last_seen"_s, u"user"_s, u"-ended"_s}) {
            query.order = *parseSessionOrder(sort);
            measure(database, u"sessions, by %1: %2"_s.arg(sort, filter),
                    [&](Stores &stores) { return sizeOf(stores.sessionList.list(query)); });
        }
        measure(database, u"sessions, counted: "_s + filter,
                [&](Stores &stores) { return stores.sessionList.count(query); });
    }
}

void readAccounts(Database &database, Timestamp now)
{
    for (const QString &filter : {QString(), u"99999"_s, u"name:al*"_s, u"last_seen<-364d"_s,
                                  u"state:suspended"_s, u"email:person99999@example.org"_s}) {
        AccountListQuery query{.filter = orFatal(parseFilter(filter, accountFields(), now)),
                               .now = now,
                               .limit = PageSize};
        for (const AccountOrder order : {AccountOrder::Newest, AccountOrder::Name}) {
            query.order = order;
            const QString name = order == AccountOrder::Name ? u"users, by name: "_s : u"users: "_s;
            measure(database, name + filter,
                    [&](Stores &stores) { return sizeOf(stores.accountList.list(query)); });
        }
        measure(database, u"users, counted: "_s + filter,
                [&](Stores &stores) { return stores.accountList.count(query.filter, now); });
    }
}

void readUsage(Database &database, Timestamp now)
{
    for (const QString &by : usageByNames())
        measure(database, u"use of files, by "_s + by, [&](Stores &stores) -> Result<qint64> {
            const auto usage = stores.mediaList.usage(*parseUsageBy(by), now, 50);
            if (!usage)
                return usage.error();
            return qint64(usage->shares.size()) + usage->restCount;
        });
}

//! Ends the next ones that \p query finds, and has it go on after them. \return how many.
Result<qint64> endNext(Stores &stores, SessionListQuery &query)
{
    const auto found = stores.sessionList.list(query);
    if (!found)
        return found.error();
    for (const SessionView &view : *found) {
        const auto ended =
            stores.sessions.revoke(view.session.id, {query.now, u"local:0"_s, u"measured"_s});
        if (!ended)
            return ended.error();
    }
    if (!found->empty())
        query.after = placeOf(found->back(), query.order);
    return qint64(found->size());
}

//! In transactions as the server makes them.
void endSome(Database &database, const QString &filter, Timestamp now)
{
    SessionListQuery query{.filter = orFatal(parseFilter(filter, sessionFields(), now)),
                           .now = now,
                           .limit = EndedAtOnce};
    qint64 ended = 0;
    double longest = 0;
    QElapsedTimer clock;
    clock.start();
    for (qint64 last = EndedAtOnce; last == EndedAtOnce && ended < ToBeEnded; ended += last) {
        QElapsedTimer one;
        one.start();
        last = orFatal(test::await(
            database.write([&query](Stores &stores) { return endNext(stores, query); })));
        longest = std::max(longest, milliseconds(one));
    }
    std::printf("%lld sessions ended by %s: %.0f ms, the longest transaction %.0f ms\n",
                static_cast<long long>(ended), qPrintable(filter), milliseconds(clock), longest);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString file = QCoreApplication::arguments().value(1);
    if (file.isEmpty()) {
        std::fprintf(stderr, "bench_sessions DATABASE\n");
        return 2;
    }
    const Mailbox mailbox;
    const auto database = orFatal(SqlDatabase::open({.file = file}));
    const Timestamp now = SystemClock().now();
    readSessions(*database, now);
    readAccounts(*database, now);
    readUsage(*database, now);
    endSome(*database, u"state:active address:10.0.0.0/8"_s, now);
    endSome(*database, u"state:active user:*e*"_s, now);
    return 0;
}
