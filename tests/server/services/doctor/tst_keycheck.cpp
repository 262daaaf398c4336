// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/keycheck.h"
#include "server/services/identity/keyring.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class KeyCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void noticesThatThereIsNone();
    void saysHowOldItIs();
    void doesNotKnowHowOldAGivenOneIs();

private:
    Finding look(const KeyRing &keys) { return await(KeyCheck(keys, m_clock).run({})); }
    std::unique_ptr<KeyRing> open(const QString &given = {})
    {
        return std::move(*KeyRing::open(
            {.directory = m_folder->filePath(u"keys"_s), .bits = 2048, .givenKey = given},
            m_clock));
    }

    Mailbox m_mailbox;
    MovableClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void KeyCheckTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void KeyCheckTest::noticesThatThereIsNone()
{
    QCOMPARE(look(*open()).state, Finding::State::Failure);
}

void KeyCheckTest::saysHowOldItIs()
{
    const auto keys = open();
    QVERIFY(keys->signingKey());
    m_clock.advance(std::chrono::days(365));
    const Finding young = look(*keys);
    QCOMPARE(young.state, Finding::State::Ok);
    QVERIFY(young.text.contains(u"365 days old"_s));
    m_clock.advance(std::chrono::days(1));
    QCOMPARE(look(*keys).state, Finding::State::Warning);
    QVERIFY(keys->rotate());
    QCOMPARE(look(*keys).state, Finding::State::Ok);
}

void KeyCheckTest::doesNotKnowHowOldAGivenOneIs()
{
    QVERIFY(open()->signingKey());
    const QDir folder(m_folder->filePath(u"keys"_s));
    const auto keys = open(folder.filePath(folder.entryList(QDir::Files).value(0)));
    QCOMPARE(look(*keys).state, Finding::State::Skipped);
}

QTEST_GUILESS_MAIN(KeyCheckTest)
#include "tst_keycheck.moc"
