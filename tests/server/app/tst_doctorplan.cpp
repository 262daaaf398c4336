// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/doctorplan.h"
#include "server/app/identityparts.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DoctorPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void looksAtAllThatAServerStandsOn();
    void findsTheMailServerGone();
    void showsNoPathOfTheMachine();

private:
    QHash<QString, Finding> examine();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Mailbox> m_mailbox;
    Config m_config;
    std::unique_ptr<Foundation> m_foundation;
    std::unique_ptr<KeyRing> m_keys;
};

void DoctorPlanTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_mailbox = std::make_unique<Mailbox>();
    m_config = Config();
    m_config.node.dataDirectory = m_folder->path();
    m_config.node.publicUrl = u"https://chat.example.org"_s;
    m_config.mail.host = u"127.0.0.1"_s;
    m_config.mail.port = 1; // Where nobody listens.
    m_config.mail.from = u"linnet@example.org"_s;
    m_config.backups.directory = m_folder->filePath(u"backups"_s);
    m_foundation = std::move(*Foundation::open(m_config));
    m_keys = std::move(*KeyRing::open(IdentitySecrets::keySettings(m_config), m_foundation->clock));
}

void DoctorPlanTest::cleanup()
{
    m_foundation->rounds.stop();
    m_foundation->database->stop();
    m_keys.reset();
    m_foundation.reset();
    m_mailbox.reset();
}

QHash<QString, Finding> DoctorPlanTest::examine()
{
    DoctorService doctor(m_foundation->clock,
                         doctorPlan(m_config, {*m_foundation, *m_keys, readClocks()}));
    const auto diagnosis = await(doctor.examine());
    QHash<QString, Finding> byId;
    for (const Finding &finding : diagnosis->findings)
        byId.insert(finding.id, finding);
    return byId;
}

void DoctorPlanTest::looksAtAllThatAServerStandsOn()
{
    const DoctorPlan plan = doctorPlan(m_config, {*m_foundation, *m_keys, readClocks()});
    QStringList ids;
    for (const auto &check : plan.checks)
        ids.append(check->id());
    QCOMPARE(ids,
             (QStringList{u"clock"_s, u"certificate"_s, u"mail"_s, u"disk.database"_s,
                          u"disk.media"_s, u"disk.backups"_s, u"descriptors"_s, u"database"_s,
                          u"queue"_s, u"keys"_s, u"backup"_s, u"restore"_s}));
    QCOMPARE(plan.access.url, u"https://chat.example.org"_s);
    QCOMPARE(plan.access.enginePath, u"/socket.io/"_s);
    QCOMPARE(plan.access.transports, (QStringList{u"polling"_s, u"websocket"_s}));
}

void DoctorPlanTest::findsTheMailServerGone()
{
    const auto findings = examine();
    QCOMPARE(findings[u"mail"_s].state, Finding::State::Failure);
    QCOMPARE(findings[u"database"_s].state, Finding::State::Ok);
    QCOMPARE(findings[u"queue"_s].state, Finding::State::Ok);
    QCOMPARE(findings[u"keys"_s].state, Finding::State::Failure); // None was made yet.
    QCOMPARE(findings[u"backup"_s].state, Finding::State::Warning);
    QCOMPARE(findings[u"certificate"_s].state, Finding::State::Skipped);
    for (const Finding &finding : findings)
        QVERIFY2(finding.state == Finding::State::Ok || finding.state == Finding::State::Skipped
                     || !finding.fix.isEmpty(),
                 qPrintable(finding.id));
}

void DoctorPlanTest::showsNoPathOfTheMachine()
{
    for (const Finding &finding : examine())
        QVERIFY2(!(finding.text + finding.fix).contains(m_folder->path()), qPrintable(finding.id));
}

QTEST_GUILESS_MAIN(DoctorPlanTest)
#include "tst_doctorplan.moc"
