// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sessionorder.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using By = SessionOrder::By;

Timestamp at(qint64 milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

SessionView view()
{
    SessionView view;
    view.session.id = SessionId(5);
    view.session.lastSeenAt = at(7);
    view.session.expiresAt = at(9);
    view.userName = u"Zoë of the Hills"_s;
    return view;
}

} // namespace

class SessionOrderTest : public QObject
{
    Q_OBJECT

private slots:
    void isKnownByItsName_data();
    void isKnownByItsName();
    void isListedByNothingElse();
    void findsItsPlaceAgain_data();
    void findsItsPlaceAgain();
    void takesNoCursorOfAnother_data();
    void takesNoCursorOfAnother();
    void endsWhereItExpiresOrIsEnded();
};

void SessionOrderTest::isKnownByItsName_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<bool>("isDescending");

    QTest::newRow("created") << int(By::Created) << false;
    QTest::newRow("-created") << int(By::Created) << true;
    QTest::newRow("last_seen") << int(By::LastSeen) << false;
    QTest::newRow("-ended") << int(By::Ended) << true;
    QTest::newRow("user") << int(By::UserName) << false;
}

void SessionOrderTest::isKnownByItsName()
{
    QFETCH(int, by);
    QFETCH(bool, isDescending);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto order = parseSessionOrder(name);
    QVERIFY(order);
    QCOMPARE(int(order->by), by);
    QCOMPARE(order->isDescending, isDescending);
    QVERIFY(sessionOrderNames().contains(name));
}

void SessionOrderTest::isListedByNothingElse()
{
    for (const QString &name : {u""_s, u"-"_s, u"--created"_s, u"Created"_s, u"id"_s})
        QVERIFY2(!parseSessionOrder(name), qPrintable(name));
    QCOMPARE(sessionOrderNames().size(), 8);
}

void SessionOrderTest::findsItsPlaceAgain_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QString>("name");

    QTest::newRow("created") << qint64(0) << QString();
    QTest::newRow("-last_seen") << qint64(7) << QString();
    QTest::newRow("ended") << qint64(9) << QString();
    QTest::newRow("user") << qint64(0) << u"Zoë of the Hills"_s;
}

void SessionOrderTest::findsItsPlaceAgain()
{
    QFETCH(qint64, time);
    QFETCH(QString, name);
    const SessionOrder order =
        parseSessionOrder(QString::fromLatin1(QTest::currentDataTag())).value();
    const auto place = parseSessionCursor(toCursor(placeOf(view(), order), order), order);
    QVERIFY(place);
    QCOMPARE(place->id, SessionId(5));
    QCOMPARE(place->time, at(time));
    QCOMPARE(place->name, name);
}

void SessionOrderTest::takesNoCursorOfAnother_data()
{
    QTest::addColumn<QString>("cursor");

    const SessionOrder backwards{By::LastSeen, true};
    const SessionOrder byName{By::UserName, false};
    QTest::newRow("nothing") << QString();
    QTest::newRow("no base64") << u"§$%"_s;
    QTest::newRow("an id") << u"5"_s;
    QTest::newRow("backwards") << toCursor(placeOf(view(), backwards), backwards);
    QTest::newRow("by name") << toCursor(placeOf(view(), byName), byName);
    QTest::newRow("no time") << QString::fromLatin1(QByteArray("last_seen 5 x").toBase64());
    QTest::newRow("no session") << QString::fromLatin1(QByteArray("last_seen x 7").toBase64());
}

void SessionOrderTest::takesNoCursorOfAnother()
{
    QFETCH(QString, cursor);
    QVERIFY(!parseSessionCursor(cursor, {By::LastSeen, false}));
}

void SessionOrderTest::endsWhereItExpiresOrIsEnded()
{
    Session session = view().session;
    QCOMPARE(endOf(session), at(9));
    session.revokedAt = at(3);
    QCOMPARE(endOf(session), at(3));
}

QTEST_GUILESS_MAIN(SessionOrderTest)
#include "tst_sessionorder.moc"
