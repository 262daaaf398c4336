// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/app/signedin.h"
#include "tests/support/credentialmatrix.h"
#include "tests/support/patience.h"
#include "tests/support/teststorage.h"

#include <QRegularExpression>
#include <QTest>

#include <future>

using namespace linnet;
using linnet::test::World;
using namespace Qt::StringLiterals;

namespace {

const EndpointRow *rowOf(const World &world, Method method, QByteArrayView path)
{
    return world.table().findRoute(method, path).row;
}

QJsonObject describedPaths(const World &world)
{
    const EndpointRow *const reference = rowOf(world, Method::Get, "/api/v1/openapi.json");
    const auto answer = test::await(reference->endpoint.handler({}));
    return answer ? answer->body.toObject()[u"paths"_s].toObject() : QJsonObject();
}

//! \return the access token of somebody new.
QByteArray signInNew(const World &world, std::chrono::seconds lifetime)
{
    const UserId user = world.foundation->ids.next<UserId>();
    const auto added = test::await(world.foundation->database->write([user](Stores &stores) {
        test::addUser(stores, user);
        return Result<>();
    }));
    if (!added)
        qFatal("%s", qPrintable(added.error().message));
    return test::signIn(world, user, u"phone"_s, lifetime);
}

} // namespace

class FrontTest : public QObject
{
    Q_OBJECT

private slots:
    void asksEveryRowForCredentials();
    void asksTheStaffsRowsForARole_data();
    void asksTheStaffsRowsForARole();
    void servesTheServersOwnPages_data();
    void servesTheServersOwnPages();
    void describesEveryRow();
    void describesNoPathTwice();
    void describesWhatIsNoRow();
    void describesEveryEvent();
    void hidesTheHarnessRowsFromANormalServer();
    void showsTheHarnessRowsInItsProfile();
    void refusesANetworkItDoesNotUnderstand();
    void hashesApartFromAllElse();
    void takesFilesInApartFromAllElse();
    void signsApartFromAllElse();
};

//! Signed with the server's own key: only what they say, or what has become of them, is wrong.
void FrontTest::asksEveryRowForCredentials()
{
    const World world;
    test::makeKey(world);
    const QByteArray good = signInNew(world, {});
    QVERIFY(world.front->endpoints().gate.identify(good));
    const QByteArray expired = signInNew(world, std::chrono::seconds(1));
    const auto isExpired = [&] {
        const auto identity = world.front->endpoints().gate.identify(expired);
        return !identity && identity.error().code == "token_expired"_L1;
    };
    QTRY_VERIFY(isExpired());
    const QByteArray revoked = signInNew(world, {});
    const auto session = world.front->endpoints().gate.identify(revoked)->session;
    QVERIFY(test::await(world.identity->sessions.revoke(session, {u"user"_s, u"logout"_s})));

    const QByteArray suspended = signInNew(world, {});
    const auto troublemaker = world.front->endpoints().gate.identify(suspended)->user;
    QVERIFY(test::await(world.admin->suspensions.suspend(
        {.user = {}, .name = u"local:0"_s}, {.user = troublemaker, .reason = u"Spam"_s},
        Run::ForReal)));

    const QStringList complaints = test::credentialComplaints(
        world.front->endpoints(), {"bad", "a.b.c", expired, revoked, suspended});
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}

void FrontTest::asksTheStaffsRowsForARole_data()
{
    QTest::addColumn<StaffRole>("role");
    for (const QString &name : staffRoleNames())
        QTest::newRow(qPrintable(name)) << parseStaffRole(name).value();
}

void FrontTest::asksTheStaffsRowsForARole()
{
    QFETCH(StaffRole, role);
    const World world;
    const UserId user(1);
    const auto set = test::await(world.foundation->database->write([user, role](Stores &stores) {
        test::addUser(stores, user);
        return stores.staff.setRole(user, role);
    }));
    QVERIFY(set);
    QVERIFY(test::await(world.admin->start()));
    Caller caller;
    caller.user = user;
    int asked = 0;
    for (const EndpointRow &row : world.table().rows()) {
        if (row.endpoint.access != Access::Staff)
            continue;
        ++asked;
        const auto admitted = world.front->endpoints().gate.admit(row.endpoint, caller);
        const bool isRefused = !admitted && admitted.error().kind == Error::Kind::Forbidden;
        const Capabilities needed = row.endpoint.capabilities;
        const bool may = role != StaffRole::None && (capabilitiesOf(role) & needed) == needed;
        QVERIFY2(isRefused != may, row.endpoint.name.latin1());
    }
    QVERIFY(asked > 3);
}

void FrontTest::servesTheServersOwnPages_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path :
         {"/health", "/healthz", "/readyz", "/.well-known/jwks.json", "/api/v1/mail/unsubscribe",
          "/api/v1/mail/verify-email", "/auth/callback/verify-email"})
        QTest::newRow(path) << QByteArray(path);
}

void FrontTest::servesTheServersOwnPages()
{
    QFETCH(QByteArray, path);
    const World world;
    const EndpointRow *const row = rowOf(world, Method::Get, path);
    QVERIFY(row);
    QCOMPARE(row->endpoint.access, Access::Public);
}

void FrontTest::describesEveryRow()
{
    const World world;
    const QJsonObject paths = describedPaths(world);
    for (const EndpointRow &row : world.table().rows()) {
        const bool isServed = row.endpoint.method != Method::None;
        QVERIFY2(!isServed || paths.contains(QString(row.endpoint.path)), row.endpoint.path.data());
    }
}

//! By the specification, paths that differ in the names of their parameters alone are the same.
void FrontTest::describesNoPathTwice()
{
    const World world;
    const QStringList paths = describedPaths(world).keys();
    QVERIFY(!paths.isEmpty());
    QHash<QString, QString> known;
    for (const QString &path : paths) {
        static const QRegularExpression parameter(u"\\{[^}]*\\}"_s);
        const QString shape = QString(path).replace(parameter, u"{}"_s);
        QVERIFY2(!known.contains(shape), qPrintable(path + u" is "_s + known.value(shape)));
        known[shape] = path;
    }
}

void FrontTest::describesWhatIsNoRow()
{
    const World world;
    const QJsonObject paths = describedPaths(world);
    for (const QString &path : {u"/api/v1/events"_s, u"/api/v1/admin/events"_s,
                                u"/api/notifications/events"_s, u"/v1/notifications/events"_s})
        QVERIFY2(!paths[path][u"get"_s][u"security"_s].toArray().isEmpty(), qPrintable(path));
    QVERIFY(paths[u"/metrics"_s][u"get"_s].isObject());
}

void FrontTest::describesEveryEvent()
{
    const World world;
    const EndpointRow *const reference = rowOf(world, Method::Get, "/api/v1/asyncapi.json");
    QVERIFY(reference);
    const auto answer = test::await(reference->endpoint.handler({}));
    QVERIFY(answer);
    const QJsonObject channels = answer->body.toObject()[u"channels"_s].toObject();
    for (const EndpointRow &row : world.table().rows()) {
        const QString name = row.endpoint.event + u".request"_s;
        const QJsonValue message = channels[row.dialect->name()][u"messages"_s][name];
        QVERIFY2(row.endpoint.event.isEmpty() || message.isObject(), qPrintable(name));
    }
    for (const QString &family : {u"phone"_s, u"mailotp"_s, u"cookie"_s, u"mern"_s, u"whispr"_s})
        QVERIFY2(channels.contains(family), qPrintable(family));
    QVERIFY(channels[u"phone"_s][u"messages"_s][u"message:new"_s].isObject());
    QVERIFY(channels[u"admin"_s][u"messages"_s][u"session.revoked"_s].isObject());
}

void FrontTest::hidesTheHarnessRowsFromANormalServer()
{
    const World world;
    QVERIFY(!rowOf(world, Method::Get, "/conformance/otp"));
    QVERIFY(!rowOf(world, Method::Post, "/conformance/jws"));
}

void FrontTest::showsTheHarnessRowsInItsProfile()
{
    const World world(Options{.profile = Profile::App});
    QVERIFY(rowOf(world, Method::Get, "/conformance/otp"));
    QVERIFY(rowOf(world, Method::Post, "/conformance/jws"));
}

void FrontTest::refusesANetworkItDoesNotUnderstand()
{
    const World world;
    Config config = world.config;
    config.trustedProxies = {u"the office"_s};
    const auto front = Front::make(config, {}, world.parts());
    QVERIFY(!front);
    QVERIFY(front.error().message.contains(u"the office"_s));
}

//! What waits for a hash must not make anything else busy.
void FrontTest::hashesApartFromAllElse()
{
    const World world;
    const quint64 others = world.foundation->cpu.taken();
    QVERIFY(test::await(world.identity->hasher.hash(u"a long password"_s)));
    QCOMPARE(world.foundation->hashing.taken(), quint64(1));
    QCOMPARE(world.foundation->cpu.taken(), others);
    QVERIFY(world.front->endpoints().offload([] {}));
    QCOMPARE(world.foundation->hashing.taken(), quint64(1));
    QCOMPARE(world.foundation->cpu.taken(), others + 1);
}

//! A picture may take seconds to read: nobody waits for it to sign in.
void FrontTest::takesFilesInApartFromAllElse()
{
    const World world;
    const quint64 others = world.foundation->cpu.taken();
    QVERIFY(!test::await(world.chat->media.add(UserId(1), u"/nowhere"_s, u"a.png"_s)));
    QCOMPARE(world.foundation->cpu.taken(), others);
    QCOMPARE(world.foundation->files.taken(), quint64(1));
}

//! Strangers may have long answers packed, and long bodies read.
void FrontTest::signsApartFromAllElse()
{
    const World world;
    test::makeKey(world);
    const EndpointContext &endpoints = world.front->endpoints();
    std::promise<void> mayEnd;
    const auto block = [future = mayEnd.get_future().share()] { future.wait(); };
    while (endpoints.offloadOptional(block)) {}
    QVERIFY(endpoints.offload(block));
    while (endpoints.offload(block)) {}
    Identity somebody;
    somebody.user = UserId(1);
    const auto token = test::await(world.identity->signer.sign(somebody, {}));
    mayEnd.set_value();
    QVERIFY(token);
}

QTEST_GUILESS_MAIN(FrontTest)
#include "tst_front.moc"
