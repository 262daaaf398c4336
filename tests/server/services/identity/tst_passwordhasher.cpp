// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/mailbox.h"
#include "server/services/cpupool.h"
#include "server/services/identity/passwordhasher.h"
#include "tests/support/await.h"

#include <QTest>

#include <argon2.h>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

constexpr PasswordCost Quick{.memoryKib = 64, .passes = 1};

} // namespace

class PasswordHasherTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsItsOwnHash();
    void costsWhatIsRecommended();
    void comparesWithItsDecoyAsWithAnyHash();
    void refusesEverythingElse_data();
    void refusesEverythingElse();
    void takesLettersAsTheSameHoweverTheyAreComposed();
    void saysWhenAHashWasMadeAtAnotherCost();
    void hashesABoundedNumberAtOnce();

private:
    Mailbox m_mailbox;
    CpuPool m_pool;
    PasswordHasher m_hasher{m_pool, Quick};
};

void PasswordHasherTest::knowsItsOwnHash()
{
    const auto one = await(m_hasher.hash(u"correct horse 🐎"_s));
    const auto other = await(m_hasher.hash(u"correct horse 🐎"_s));

    QVERIFY(one && other);
    QVERIFY(*one != *other);
    QVERIFY(one->startsWith(u"$argon2id$v=19$m=64,t=1,p=1$"));
    const auto match = await(m_hasher.compare(u"correct horse 🐎"_s, *one));
    QVERIFY(match->isRight);
    QVERIFY(!match->isOutdated);
}

void PasswordHasherTest::costsWhatIsRecommended()
{
    const PasswordHasher hasher(m_pool);

    QVERIFY(hasher.decoy().startsWith(u"$argon2id$v=19$m=19456,t=2,p=1$"));
}

void PasswordHasherTest::comparesWithItsDecoyAsWithAnyHash()
{
    const QString hash = await(m_hasher.hash(u"open sesame"_s)).value();
    QCOMPARE(m_hasher.decoy().size(), hash.size());
    QVERIFY(m_hasher.decoy() != PasswordHasher(m_pool, Quick).decoy());
    QVERIFY(!await(m_hasher.compare(u"open sesame"_s, m_hasher.decoy()))->isOutdated);

    // What cannot be read would be refused without any work.
    const QByteArray decoy = m_hasher.decoy().toLatin1();
    QCOMPARE(argon2id_verify(decoy.constData(), "x", 1), int(ARGON2_VERIFY_MISMATCH));
}

void PasswordHasherTest::refusesEverythingElse_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("hash");

    const QString good = await(m_hasher.hash(u"open sesame"_s)).value();
    QTest::newRow("another password") << u"open sesamE"_s << good;
    QTest::newRow("nothing") << QString() << good;
    QTest::newRow("a longer one") << u"open sesame "_s << good;
    QTest::newRow("one that goes on after a zero")
        << u"open sesame"_s + QChar(u'\0') + u"x"_s << good;
    QTest::newRow("no hash") << u"open sesame"_s << QString();
    QTest::newRow("half a hash") << u"open sesame"_s << good.left(good.size() / 2);
    QTest::newRow("bcrypt") << u"open sesame"_s << u"$2b$04$abcdefghijklmnopqrstuu"_s;
    QTest::newRow("the decoy") << QString() << m_hasher.decoy();
}

void PasswordHasherTest::refusesEverythingElse()
{
    QFETCH(QString, password);
    QFETCH(QString, hash);

    const auto match = await(m_hasher.compare(password, hash));

    QVERIFY(match);
    QVERIFY(!match->isRight);
}

void PasswordHasherTest::takesLettersAsTheSameHoweverTheyAreComposed()
{
    const auto hash = await(m_hasher.hash(u"\u00E9t\u00E9 \uFB01n"_s));

    QVERIFY(await(m_hasher.compare(u"e\u0301te\u0301 fin"_s, *hash))->isRight);
}

void PasswordHasherTest::saysWhenAHashWasMadeAtAnotherCost()
{
    const PasswordCost yesterday{.memoryKib = 32, .passes = 1};
    PasswordHasher old(m_pool, yesterday);
    const auto hash = await(old.hash(u"open sesame"_s));

    const auto match = await(m_hasher.compare(u"open sesame"_s, *hash));

    QVERIFY(match->isRight);
    QVERIFY(match->isOutdated);
}

void PasswordHasherTest::hashesABoundedNumberAtOnce()
{
    PasswordHasher narrow(m_pool, Quick, 3);
    std::vector<QCoro::Task<Result<QString>>> hashes;
    for (int i = 0; i < 10; ++i)
        hashes.push_back(narrow.hash(u"open sesame"_s));

    int refused = 0;
    for (const auto &hash : awaitAll(std::move(hashes))) {
        if (hash)
            continue;
        ++refused;
        QCOMPARE(hash.error().kind, Error::Kind::Unavailable);
        QCOMPARE(hash.error().code, "busy"_L1);
        QVERIFY(hash.error().retryAfter.count() > 0);
    }

    QCOMPARE(refused, 7);
    QVERIFY(await(narrow.hash(u"open sesame"_s)));
}

QTEST_GUILESS_MAIN(PasswordHasherTest)
#include "tst_passwordhasher.moc"
