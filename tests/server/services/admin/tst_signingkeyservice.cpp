// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/auditservice.h"
#include "server/services/admin/signingkeyservice.h"
#include "server/services/identity/tokensigner.h"
#include "server/services/identity/tokenverifier.h"
#include "tests/server/services/identity/forgedtoken.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"
#include "tests/support/undonefirst.h"

#include <QDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Actor Operator = Actor::local(1000, u"request"_s);

//! \brief Keys of the server's own, of which there is one.
struct Fixture
{
    Fixture()
    {
        const auto since = clock.now().time_since_epoch().count();
        if (!writePrivateFile(folder.filePath(u"rsa-%1.pem"_s.arg(since)), testKey().toPem()))
            qFatal("Cannot write the test's key.");
        keys = std::move(
            *KeyRing::open({.directory = folder.path(), .bits = 2048, .overlap = 15min}, clock));
        service.emplace(context, *keys, pool);
    }

    std::vector<KeyListing> rotate(Run run = Run::ForReal)
    {
        const auto rotated = await(service->rotate(Operator, run));
        if (!rotated)
            qFatal("%s", qPrintable(rotated.error().message));
        return *rotated;
    }

    std::vector<AuditEntry> log() { return await(AuditService(context).list({}))->entries; }

    TestDatabase database;
    MovableClock clock;
    CpuPool pool;
    QTemporaryDir folder;
    std::unique_ptr<KeyRing> keys;
    const AdminContext context{*database, clock, 1};
    std::optional<SigningKeyService> service;
};

} // namespace

class SigningKeyServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void hasNewTokensSignedWithANewKey();
    void keepsTheOldKeyUntilItsTokensEnd();
    void makesNoneInARehearsal();
    void saysWhoAskedForIt();
    void saysNothingOfAKeyThatCouldNotBeStored();
    void rotatesOnceWhenItIsUndoneAndDoneAgain();
};

void SigningKeyServiceTest::hasNewTokensSignedWithANewKey()
{
    Fixture fixture;
    TokenSigner signer(*fixture.keys, fixture.pool, fixture.clock, {});
    const TokenVerifier verifier(*fixture.keys, fixture.clock, {});
    const auto before = await(signer.sign({.user = UserId(1), .session = SessionId(2)}));
    QVERIFY(before);

    const auto keys = fixture.rotate();

    const auto after = await(signer.sign({.user = UserId(1), .session = SessionId(2)}));
    QVERIFY(after);
    QCOMPARE(keys.size(), size_t(2));
    const QByteArray head =
        QByteArray::fromBase64(after->split('.').front(), QByteArray::Base64UrlEncoding);
    QVERIFY(head.contains('"' + keys.front().id + '"'));
    QVERIFY(verifier.verify(*before)); // Nobody has to sign in again.
    QVERIFY(verifier.verify(*after));
}

void SigningKeyServiceTest::keepsTheOldKeyUntilItsTokensEnd()
{
    Fixture fixture;
    QVERIFY(!fixture.service->list().front().until);
    fixture.clock.advance(24h);

    const auto keys = fixture.rotate();

    QCOMPARE(keys.front().since, fixture.clock.now());
    QVERIFY(!keys.front().until);
    QCOMPARE(keys.back().until, std::optional(fixture.clock.now() + 15min));
    fixture.clock.advance(16min);
    QCOMPARE(fixture.rotate().size(), size_t(2)); // The first one is gone.
}

void SigningKeyServiceTest::makesNoneInARehearsal()
{
    Fixture fixture;
    const QByteArray id = fixture.service->list().front().id;

    const auto keys = fixture.rotate(Run::Rehearsal);

    QCOMPARE(keys.size(), size_t(2)); // As they would be.
    QVERIFY(keys.front().id.isEmpty());
    QCOMPARE(keys.front().since, fixture.clock.now());
    QCOMPARE(keys.back().id, id);
    QCOMPARE(keys.back().until, std::optional(fixture.clock.now() + 15min));
    QCOMPARE(fixture.service->list().size(), size_t(1));
    QVERIFY(fixture.log().empty());
}

void SigningKeyServiceTest::saysWhoAskedForIt()
{
    Fixture fixture;
    const QByteArray id = fixture.service->list().front().id;

    const auto keys = fixture.rotate();

    const auto log = fixture.log();
    QCOMPARE(log.size(), size_t(1));
    QVERIFY(log.front().after.contains(QString::fromUtf8(keys.front().id)));
    QCOMPARE(log.front().actor, u"local:1000"_s);
    QCOMPARE(log.front().action, u"keys.rotate"_s);
    QVERIFY(log.front().before.contains(QString::fromUtf8(id)));
}

void SigningKeyServiceTest::saysNothingOfAKeyThatCouldNotBeStored()
{
    Fixture fixture;
    const QByteArray id = fixture.service->list().front().id;
    fixture.folder.remove();

    const auto rotated = await(fixture.service->rotate(Operator, Run::ForReal));

    QVERIFY(!rotated);
    QVERIFY(fixture.log().empty());
    QCOMPARE(fixture.service->list().size(), size_t(1));
    QCOMPARE(fixture.service->list().front().id, id);
}

//! As happens to whatever shares its commit with what comes to nothing.
void SigningKeyServiceTest::rotatesOnceWhenItIsUndoneAndDoneAgain()
{
    Fixture fixture;
    const QByteArray id = fixture.service->list().front().id;
    UndoneFirst database(fixture.database);
    SigningKeyService service(AdminContext{database, fixture.clock, 1}, *fixture.keys,
                              fixture.pool);

    const auto keys = await(service.rotate(Operator, Run::ForReal));

    QVERIFY(keys);
    QCOMPARE(keys->size(), size_t(2));
    QCOMPARE(keys->back().id, id);
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files).size(), 2);
    const auto log = fixture.log();
    QCOMPARE(log.size(), size_t(1));
    QVERIFY(log.front().before.contains(QString::fromUtf8(id)));
    QVERIFY(log.front().after.contains(QString::fromUtf8(keys->front().id)));
}

QTEST_GUILESS_MAIN(SigningKeyServiceTest)
#include "tst_signingkeyservice.moc"
