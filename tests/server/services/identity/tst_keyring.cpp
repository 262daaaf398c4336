// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/privatefile.h"
#include "server/services/identity/jwk.h"
#include "server/services/identity/keyring.h"
#include "tests/server/services/identity/forgedtoken.h"
#include "tests/support/movableclock.h"

#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <thread>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class KeyRingTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesAKeyWhenItIsFirstNeeded();
    void makesOneKeyHoweverManyAsk();
    void keepsItsKeyAcrossARestart();
    void signsWithTheNewestKeyAfterARotation();
    void forgetsAReplacedKeyWhenItsTokensAreDead();
    void forgetsAReplacedKeyByItself();
    void refusesAKeyOthersMayRead();
    void lamentsAnOpenKeyWhereOneIsGiven();
    void usesAGivenKeyUnderItsName();
    void seesKeysThatOthersPutThere();
    void changesToAKeyThatIsGiven();
    void changesNothingByReading();
    void keepsItsKeyWhereTheNewOneIsNone();

private:
    std::unique_ptr<KeyRing> open();
    Result<> reload(KeyRing &ring, const KeyRingSettings &settings);
    Result<> reload(KeyRing &ring) { return reload(ring, {.directory = m_keys, .bits = 2048}); }

    MovableClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_keys;
};

void KeyRingTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_keys = m_directory->filePath(u"keys"_s);
}

std::unique_ptr<KeyRing> KeyRingTest::open()
{
    auto ring = KeyRing::open({.directory = m_keys, .bits = 2048}, m_clock);
    if (!ring)
        qFatal("%s", qPrintable(ring.error().detail));
    return std::move(*ring);
}

Result<> KeyRingTest::reload(KeyRing &ring, const KeyRingSettings &settings)
{
    auto reading = ring.read(settings);
    if (!reading)
        return reading.error();
    ring.adopt(std::move(*reading));
    return {};
}

void KeyRingTest::makesAKeyWhenItIsFirstNeeded()
{
    const auto ring = open();
    QVERIFY(!ring->hasKey());
    QCOMPARE(ring->toJwks()["keys"_L1].toArray().size(), 0);

    const auto key = ring->signingKey();

    QVERIFY(key);
    QVERIFY(ring->hasKey());
    QCOMPARE(key->id, thumbprint(key->key));
    QVERIFY(ring->find(key->id));
    QVERIFY(!ring->find("../../etc/passwd"));
    QVERIFY(!ring->find(QByteArray()));
    const QFileInfoList files = QDir(m_keys).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QCOMPARE(int(files.front().permissions() & 0x0077), 0);
    QCOMPARE(int(QFileInfo(m_keys).permissions() & 0x0077), 0);
}

void KeyRingTest::makesOneKeyHoweverManyAsk()
{
    const auto ring = open();
    std::array<QByteArray, 4> ids;
    {
        std::vector<std::jthread> threads;
        for (QByteArray &id : ids)
            threads.emplace_back([&ring, &id] { id = ring->signingKey()->id; });
    }

    for (const QByteArray &id : ids)
        QCOMPARE(id, ids.front());
    QCOMPARE(QDir(m_keys).entryList(QDir::Files).size(), 1);
}

void KeyRingTest::keepsItsKeyAcrossARestart()
{
    const QByteArray id = open()->signingKey()->id;

    const auto ring = open();

    QVERIFY(ring->hasKey());
    QCOMPARE(ring->signingKey()->id, id);
}

void KeyRingTest::signsWithTheNewestKeyAfterARotation()
{
    const auto ring = open();
    const QByteArray before = ring->signingKey()->id;

    QVERIFY(ring->rotate());

    const QByteArray after = ring->signingKey()->id;
    QVERIFY(after != before);
    QVERIFY(ring->find(before));
    const QJsonArray keys = ring->toJwks()["keys"_L1].toArray();
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys[0]["kid"_L1].toString().toUtf8(), after);
    QCOMPARE(keys[1]["kid"_L1].toString().toUtf8(), before);
    QCOMPARE(open()->signingKey()->id, after);
}

void KeyRingTest::forgetsAReplacedKeyWhenItsTokensAreDead()
{
    const auto ring = open();
    const QByteArray first = ring->signingKey()->id;
    m_clock.advance(std::chrono::hours(24 * 365));
    QVERIFY(ring->rotate());

    m_clock.advance(std::chrono::minutes(14));
    QVERIFY(reload(*ring));
    QVERIFY(ring->find(first));

    m_clock.advance(std::chrono::minutes(2));
    QVERIFY(reload(*ring));
    QVERIFY(!ring->find(first));
    QCOMPARE(QDir(m_keys).entryList(QDir::Files).size(), 1);
}

void KeyRingTest::forgetsAReplacedKeyByItself()
{
    const auto ring = open();
    const QByteArray first = ring->signingKey()->id;
    m_clock.advance(std::chrono::hours(24 * 365));
    const QByteArray second = ring->rotate()->id;

    m_clock.advance(std::chrono::minutes(15));
    QVERIFY(ring->find(first));
    QCOMPARE(ring->toJwks()["keys"_L1].toArray().size(), 2);
    QCOMPARE(ring->list().size(), 2U);

    m_clock.advance(std::chrono::milliseconds(1));
    QVERIFY(!ring->find(first));
    QVERIFY(ring->find(second));
    QCOMPARE(ring->toJwks()["keys"_L1].toArray().size(), 1);
    QCOMPARE(ring->list().size(), 1U);
}

void KeyRingTest::refusesAKeyOthersMayRead()
{
    QVERIFY(open()->signingKey());
    const QString file = QDir(m_keys).entryInfoList(QDir::Files).front().absoluteFilePath();
    QCOMPARE(chmod(QFile::encodeName(file).constData(), 0644), 0);

    const auto ring = KeyRing::open({.directory = m_keys, .bits = 2048}, m_clock);

    QVERIFY(!ring);
    QCOMPARE(ring.error().code, "private_file_mode"_L1);
    QVERIFY(ring.error().detail.contains(file));
}

void KeyRingTest::lamentsAnOpenKeyWhereOneIsGiven()
{
    const QString path = m_directory->filePath(u"private.pem"_s);
    QVERIFY(writePrivateFile(path, testKey().toPem()));
    QCOMPARE(chmod(QFile::encodeName(path).constData(), 0644), 0);
    KeyRingSettings settings{.directory = m_keys, .givenKey = path, .givenKeyId = "k1"};

    const auto refused = KeyRing::open(settings, m_clock);
    settings.givenKeyOpenness = Openness::Lamented;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"open to other users.*mode 644"_s));
    const auto taken = KeyRing::open(settings, m_clock);

    QCOMPARE(refused.error().code, "private_file_mode"_L1);
    QVERIFY(taken);
    QVERIFY((*taken)->find("k1"));
}

void KeyRingTest::usesAGivenKeyUnderItsName()
{
    const QString path = m_directory->filePath(u"private.pem"_s);
    QVERIFY(writePrivateFile(path, testKey().toPem()));

    const auto named =
        KeyRing::open({.directory = m_keys, .givenKey = path, .givenKeyId = "k1"}, m_clock);
    const auto unnamed = KeyRing::open({.directory = m_keys, .givenKey = path}, m_clock);

    QVERIFY(named && unnamed);
    QCOMPARE((*named)->signingKey()->id, "k1");
    QCOMPARE((*unnamed)->signingKey()->id, thumbprint(testKey()));
    QVERIFY(!(*named)->rotate());
    QVERIFY(!QFileInfo::exists(m_keys));
}

void KeyRingTest::seesKeysThatOthersPutThere()
{
    const auto ring = open();
    const auto other = open();
    const QByteArray id = other->signingKey()->id;
    QVERIFY(!ring->find(id));

    QVERIFY(reload(*ring));

    QVERIFY(ring->find(id));
}

void KeyRingTest::changesToAKeyThatIsGiven()
{
    const auto ring = open();
    const QByteArray own = ring->signingKey()->id;
    const QString path = m_directory->filePath(u"given.pem"_s);
    QVERIFY(writePrivateFile(path, testKey().toPem()));

    QVERIFY(reload(*ring, {.directory = m_keys, .givenKey = path, .givenKeyId = "k1"}));

    QCOMPARE(ring->signingKey()->id, "k1");
    QVERIFY(!ring->find(own));
    QVERIFY(!ring->rotate());
    QVERIFY(reload(*ring));
    QCOMPARE(ring->signingKey()->id, own);
    QVERIFY(ring->rotate());
}

void KeyRingTest::changesNothingByReading()
{
    const auto ring = open();
    const QByteArray own = ring->signingKey()->id;
    const QString path = m_directory->filePath(u"given.pem"_s);
    QVERIFY(writePrivateFile(path, testKey().toPem()));

    QVERIFY(ring->read({.directory = m_keys, .givenKey = path}));

    QCOMPARE(ring->signingKey()->id, own);
}

void KeyRingTest::keepsItsKeyWhereTheNewOneIsNone()
{
    const auto ring = open();
    const QByteArray own = ring->signingKey()->id;
    const QString path = m_directory->filePath(u"given.pem"_s);
    QVERIFY(writePrivateFile(path, "no key"));

    const auto reloaded = reload(*ring, {.directory = m_keys, .givenKey = path});

    QVERIFY(!reloaded);
    QVERIFY(reloaded.error().detail.contains(path));
    QCOMPARE(ring->signingKey()->id, own);
}

QTEST_GUILESS_MAIN(KeyRingTest)
#include "tst_keyring.moc"
