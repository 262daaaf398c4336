// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/sessionjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace linnet;
using namespace linnet::admin;
using namespace Qt::StringLiterals;

namespace {

SessionView view()
{
    SessionView view;
    view.session.id = SessionId(5);
    view.session.user = UserId(6);
    view.session.device = u"phone"_s;
    view.session.expiresAt = Timestamp(std::chrono::hours(1));
    view.userName = u"Alice"_s;
    return view;
}

SessionView ended(const QString &by)
{
    SessionView ended = view();
    ended.session.revokedAt = Timestamp(std::chrono::minutes(1));
    ended.session.revokedBy = by;
    ended.session.revokedWhy = u"because"_s;
    return ended;
}

} // namespace

class SessionJsonTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatGoesOn();
    void saysHowItEnded_data();
    void saysHowItEnded();
    void namesTheNews_data();
    void namesTheNews();
    void tellsHowManyNewsAreMissed();
    void hasAColumnForEveryField();
};

void SessionJsonTest::saysWhatGoesOn()
{
    SessionPage page{{view()}, {}, Timestamp(), 3};
    page.sockets[SessionId(5)].add(SocketTransport::SocketIoPolling, 7);
    page.sockets[SessionId(5)].add(SocketTransport::EventStream, 8);
    const QJsonObject busy = sessionItems(page).front();
    QCOMPARE(busy["state"_L1], QJsonValue(u"active"_s));
    QCOMPARE(busy["user"_L1], QJsonValue(QJsonObject{{"id"_L1, u"6"_s}, {"name"_L1, u"Alice"_s}}));
    QCOMPARE(busy["transports"_L1],
             QJsonValue(QJsonArray{u"socketio-polling"_s, u"event-stream"_s}));
    QCOMPARE(busy["node"_L1], QJsonValue(3));
    QCOMPARE(busy["sockets"_L1], QJsonValue(2));
    QCOMPARE(busy["queuedBytes"_L1], QJsonValue(15));
    QVERIFY(!busy.contains("endedAt"_L1));
    page.sockets.clear();
    const QJsonObject idle = sessionItems(page).front();
    QCOMPARE(idle["transports"_L1], QJsonValue(QJsonArray()));
    QVERIFY(idle["node"_L1].isNull());
    QCOMPARE(idle["sockets"_L1], QJsonValue(0));
}

void SessionJsonTest::saysHowItEnded_data()
{
    QTest::addColumn<SessionView>("view");
    QTest::addColumn<QStringList>("end");

    QTest::newRow("expired") << view()
                             << QStringList{u"1970-01-01T01:00:00.000Z"_s, u"system"_s,
                                            u"expired"_s};
    QTest::newRow("revoked") << ended(
        u"user:9"_s) << QStringList{u"1970-01-01T00:01:00.000Z"_s, u"user:9"_s, u"because"_s};
}

void SessionJsonTest::saysHowItEnded()
{
    QFETCH(SessionView, view);
    QFETCH(QStringList, end);
    const QJsonObject item =
        sessionItems({{view}, {}, Timestamp(std::chrono::hours(2)), 0}).front();
    QCOMPARE((QStringList{item["endedAt"_L1].toString(), item["endedBy"_L1].toString(),
                          item["endedWhy"_L1].toString()}),
             end);
}

void SessionJsonTest::namesTheNews_data()
{
    QTest::addColumn<SessionNews>("news");
    QTest::addColumn<QByteArray>("name");

    using Kind = SessionNews::Kind;
    QTest::newRow("began") << SessionNews{view(), Kind::Began} << QByteArray("signed-in");
    QTest::newRow("began, and is over by now")
        << SessionNews{ended(u"user"_s), Kind::Began} << QByteArray("signed-in");
    QTest::newRow("by its owner") << SessionNews{ended(u"user"_s), Kind::Ended}
                                  << QByteArray("signed-out");
    QTest::newRow("by somebody else")
        << SessionNews{ended(u"local:0"_s), Kind::Ended} << QByteArray("revoked");
}

void SessionJsonTest::namesTheNews()
{
    QFETCH(SessionNews, news);
    QFETCH(QByteArray, name);
    const SocketEvent event = sessionNewsEvent(news);
    QCOMPARE(event.name, "session." + name);
    const QJsonObject data = QJsonDocument::fromJson(event.json).object();
    QCOMPARE(data["what"_L1], QJsonValue(QString::fromLatin1(name)));
    QCOMPARE(data["session"_L1]["user"_L1]["name"_L1], QJsonValue(u"Alice"_s));
    const bool hasEnded = news.kind == SessionNews::Kind::Ended;
    QCOMPARE(data["session"_L1]["endedWhy"_L1],
             hasEnded ? QJsonValue(u"because"_s) : QJsonValue(QJsonValue::Undefined));
    QCOMPARE(data["at"_L1],
             QJsonValue(hasEnded ? u"1970-01-01T00:01:00.000Z"_s : u"1970-01-01T00:00:00.000Z"_s));
}

void SessionJsonTest::tellsHowManyNewsAreMissed()
{
    const SocketEvent event = sessionMissedEvent({12'000, Timestamp(std::chrono::minutes(1))});
    QCOMPARE(event.name, QByteArray("session.missed"));
    QCOMPARE(event.json,
             QByteArray(R"({"at":"1970-01-01T00:01:00.000Z","count":12000,"what":"missed"})"));
}

void SessionJsonTest::hasAColumnForEveryField()
{
    QSet<QString> columns;
    for (const QString &column : sessionColumns())
        columns.insert(column.section(u'.', 0, 0));
    const QJsonObject item = sessionItems({{ended(u"user"_s)}, {}, Timestamp(), 0}).front();
    const QStringList keys = item.keys();
    QCOMPARE(QSet<QString>(keys.begin(), keys.end()), columns);
}

QTEST_GUILESS_MAIN(SessionJsonTest)
#include "tst_sessionjson.moc"
