// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/healthchecks.h"
#include "server/app/identityparts.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/settle.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace linnet;
using namespace Qt::StringLiterals;

class HealthChecksTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aWorkingNodeIsReady_data();
    void aWorkingNodeIsReady();
    void isReadyWhileGatewaysHang();
    void aStoppedDatabaseIsNoticed();
    void aNodeWithoutAKeyIsNotReady();
    void aMailServerOutOfReachIsNoticed();
    void mailIsNoneOfTheBusinessOfANodeWithout();
    void detailsCountWhatWasGivenUp();

private:
    Result<> run(const QString &name);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Mailbox> m_mailbox;
    Config m_config;
    std::unique_ptr<Foundation> m_foundation;
    std::unique_ptr<IdentityParts> m_identity;
};

void HealthChecksTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_mailbox = std::make_unique<Mailbox>();
    m_config.node.dataDirectory = m_folder->path();
    m_config.mail.host = u"127.0.0.1"_s;
    m_config.mail.port = 1; // Where nobody listens.
    m_config.mail.from = u"linnet@example.org"_s;
    m_foundation = std::move(*Foundation::open(m_config));
    m_identity = std::make_unique<IdentityParts>(
        *m_foundation, std::move(*IdentitySecrets::open(m_config, m_foundation->clock)), m_config,
        Options());
}

void HealthChecksTest::cleanup()
{
    m_foundation->cpu.stop(); // It may be making a key for the identity, which then hears of it.
    test::settle(*m_mailbox);
    m_foundation->database->stop();
    m_identity.reset();
    m_foundation.reset();
    m_mailbox.reset();
}

Result<> HealthChecksTest::run(const QString &name)
{
    for (const HealthCheck &check : healthChecks(m_config, *m_foundation, *m_identity->keys)) {
        if (check.name == name)
            return test::await(check.run());
    }
    return Error{Error::Kind::NotFound, "no_such_check"_L1, name};
}

void HealthChecksTest::aWorkingNodeIsReady_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"database"_s, u"disk"_s, u"keys"_s, u"mail"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void HealthChecksTest::aWorkingNodeIsReady()
{
    QFETCH(QString, name);
    m_identity->prepareKey();
    QVERIFY(test::waitUntil([this] { return m_identity->keys->hasKey(); }, test::LongPatience));
    const auto checked = run(name);
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
}

void HealthChecksTest::isReadyWhileGatewaysHang()
{
    std::promise<void> answer;
    const auto wait = [answered = answer.get_future().share()] { answered.wait(); };
    while (m_foundation->errands.submit(wait)) {}

    const auto checked = run(u"disk"_s);

    answer.set_value();
    QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
}

void HealthChecksTest::aStoppedDatabaseIsNoticed()
{
    m_foundation->database->stop();
    QVERIFY(!run(u"database"_s));
}

void HealthChecksTest::aNodeWithoutAKeyIsNotReady()
{
    const auto checked = run(u"keys"_s);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, "no_key"_L1);
}

void HealthChecksTest::aMailServerOutOfReachIsNoticed()
{
    QVERIFY(run(u"mail"_s));
    QVERIFY(test::await(m_foundation->jobs->runner.start()));

    const auto sent = test::await(m_foundation->database->write([this](Stores &stores) {
        return m_foundation->jobs->mailer.send(stores,
                                               {.to = u"ann@example.org"_s,
                                                .templateName = u"password-changed"_s,
                                                .values = {{u"time"_s, u"now"_s}}});
    }));

    QVERIFY(sent);
    QTRY_VERIFY(!run(u"mail"_s));
    m_foundation->jobs->runner.stop();
}

void HealthChecksTest::mailIsNoneOfTheBusinessOfANodeWithout()
{
    const QTemporaryDir folder;
    Config config;
    config.node.dataDirectory = folder.path();
    const auto foundation = std::move(*Foundation::open(config));

    for (const HealthCheck &check : healthChecks(config, *foundation, *m_identity->keys))
        QVERIFY(check.name != u"mail"_s);
}

void HealthChecksTest::detailsCountWhatWasGivenUp()
{
    const JobRunner &runner = m_foundation->jobs->runner;
    QCOMPARE(nodeDetails(runner)[u"deadJobs"_s], QJsonValue(0));
    const Job job{.id = JobId(1),
                  .kind = u"mail"_s,
                  .key = {},
                  .payload = "payload",
                  .state = Job::State::Dead,
                  .lastError = {},
                  .updatedAt = m_foundation->clock.now()};
    QVERIFY(test::await(
        m_foundation->database->write([job](Stores &stores) { return stores.jobs.add(job); })));
    QVERIFY(test::await(m_foundation->jobs->runner.tidy()));

    const QJsonObject details = nodeDetails(runner);

    QCOMPARE(details[u"deadJobs"_s], QJsonValue(1));
    QVERIFY(details[u"version"_s].toString().contains(u'.'));
    QVERIFY(details[u"libraries"_s].toObject().contains(u"OpenSSL"_s));
}

QTEST_GUILESS_MAIN(HealthChecksTest)
#include "tst_healthchecks.moc"
