// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/socketio/sessionrecovery.h"

#include <QTest>

using namespace linnet;
using namespace linnet::socketio;
using namespace std::chrono_literals;

namespace {

const SessionRecovery::Time Start;

QByteArray claim(const RecoverableSession &session, const QByteArray &offset)
{
    return R"({"token":"t","pid":")" + session.secret() + R"(","offset":")" + offset + R"("})";
}

QByteArrayList texts(const std::vector<Arguments> &events)
{
    QByteArrayList texts;
    for (const Arguments &event : events)
        texts += event.json;
    return texts;
}

} // namespace

class SessionRecoveryTest : public QObject
{
    Q_OBJECT

private slots:
    void stampsEvents();
    void givesBackASession();
    void givesASessionBackOnce();
    void beginsAnew_data();
    void beginsAnew();
    void forgetsAfterAWhile();
    void keepsOnlySoMany();
    void keepsOnlySoManyEvents();
};

void SessionRecoveryTest::stampsEvents()
{
    RecoverableSession session("/");
    QCOMPARE(session.stamped({R"(["hi"])"}).json, R"(["hi","1"])");
    const Arguments second = session.stamped({R"(["b",{"_placeholder":true,"num":0}])", {"x"}});
    QCOMPARE(second.json, R"(["b",{"_placeholder":true,"num":0},"2"])");
    QCOMPARE(second.attachments, std::vector<QByteArray>{"x"});
    QCOMPARE(texts(session.after("1").value()), QByteArrayList{second.json});
    QVERIFY(session.after("2")->empty());
    QVERIFY(!session.after("3"));
    QVERIFY(!session.after(""));
}

void SessionRecoveryTest::givesBackASession()
{
    SessionRecovery recovery;
    const auto first = recovery.open("/", "{}", Start);
    QVERIFY(first.session->id() != first.session->secret());
    first.session->stamped({R"(["one"])"});
    const QByteArray missed = first.session->stamped({R"(["two"])"}).json;
    recovery.keep(first.session, CloseReason::TransportClose, Start);
    const auto again = recovery.open("/", claim(*first.session, "1"), Start + 1min);
    QCOMPARE(again.session, first.session);
    QCOMPARE(texts(again.missed), QByteArrayList{missed});
}

void SessionRecoveryTest::givesASessionBackOnce()
{
    SessionRecovery recovery;
    const auto first = recovery.open("/", "{}", Start);
    first.session->stamped({R"(["one"])"});
    recovery.keep(first.session, CloseReason::PingTimeout, Start);
    const QByteArray auth = claim(*first.session, "1");
    QCOMPARE(recovery.open("/", auth, Start).session, first.session);
    QVERIFY(recovery.open("/", auth, Start).session != first.session);
}

void SessionRecoveryTest::beginsAnew_data()
{
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("pid");
    QTest::addColumn<QByteArray>("offset");
    QTest::addColumn<int>("reason");

    const int lost = int(CloseReason::TransportClose);
    QTest::newRow("another namespace")
        << QByteArray("/foo") << QByteArray() << QByteArray("1") << lost;
    QTest::newRow("wrong secret") << QByteArray("/") << QByteArray("nonsense") << QByteArray("1")
                                  << lost;
    QTest::newRow("unknown offset") << QByteArray("/") << QByteArray() << QByteArray("7") << lost;
    QTest::newRow("left on purpose")
        << QByteArray("/") << QByteArray() << QByteArray("1") << int(CloseReason::ClientDisconnect);
    QTest::newRow("sent away") << QByteArray("/") << QByteArray() << QByteArray("1")
                               << int(CloseReason::ServerDisconnect);
    QTest::newRow("spoke nonsense")
        << QByteArray("/") << QByteArray() << QByteArray("1") << int(CloseReason::ParseError);
}

void SessionRecoveryTest::beginsAnew()
{
    QFETCH(QByteArray, nameSpace);
    QFETCH(QByteArray, pid);
    QFETCH(QByteArray, offset);
    QFETCH(int, reason);
    SessionRecovery recovery;
    const auto first = recovery.open("/", "{}", Start);
    first.session->stamped({R"(["one"])"});
    recovery.keep(first.session, CloseReason(reason), Start);
    QByteArray auth = claim(*first.session, offset);
    if (!pid.isEmpty())
        auth.replace(first.session->secret(), pid);
    const auto again = recovery.open(nameSpace, auth, Start);
    QVERIFY(again.session != first.session);
    QCOMPARE(again.session->nameSpace(), nameSpace);
    QVERIFY(again.missed.empty());
}

void SessionRecoveryTest::forgetsAfterAWhile()
{
    SessionRecovery recovery;
    const auto first = recovery.open("/", "{}", Start);
    first.session->stamped({R"(["one"])"});
    recovery.keep(first.session, CloseReason::TransportClose, Start);
    QVERIFY(recovery.open("/", claim(*first.session, "1"), Start + 3min).session != first.session);
}

void SessionRecoveryTest::keepsOnlySoMany()
{
    SessionRecovery recovery;
    const auto first = recovery.open("/", "{}", Start);
    first.session->stamped({R"(["one"])"});
    recovery.keep(first.session, CloseReason::TransportClose, Start);
    for (int i = 0; i < 1000; ++i)
        recovery.keep(std::make_shared<RecoverableSession>("/"), CloseReason::TransportClose,
                      Start);
    QVERIFY(recovery.open("/", claim(*first.session, "1"), Start).session != first.session);
}

void SessionRecoveryTest::keepsOnlySoManyEvents()
{
    RecoverableSession session("/");
    for (int i = 0; i < 300; ++i)
        session.stamped({R"(["e"])"});
    QVERIFY(!session.after("1"));
    QVERIFY(session.after("8c")); // 300, as offsets are written.
}

QTEST_GUILESS_MAIN(SessionRecoveryTest)
#include "tst_sessionrecovery.moc"
