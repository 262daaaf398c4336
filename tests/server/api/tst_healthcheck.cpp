// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/healthcheck.h"
#include "tests/support/await.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<>> fine()
{
    co_return Result<>();
}

QCoro::Task<Result<>> broken()
{
    co_return Error{Error::Kind::Unavailable, "broken"_L1, u"It is broken."_s, u"secret"_s};
}

} // namespace

class HealthCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void saysThatAllIsWell();
    void saysWhatIsNotAndWhy();
};

void HealthCheckTest::saysThatAllIsWell()
{
    const HealthReport report = test::await(runChecks({{u"one"_s, fine}, {u"two"_s, fine}}));
    QCOMPARE(report.status(), u"ok"_s);
    QCOMPARE(report.services, (QJsonObject{{"one"_L1, u"ok"_s}, {"two"_L1, u"ok"_s}}));
    QVERIFY(report.missing.isEmpty());
    QVERIFY(report.reasons.isEmpty());
}

void HealthCheckTest::saysWhatIsNotAndWhy()
{
    for (const char *name : {"one", "two"})
        QTest::ignoreMessage(
            QtWarningMsg,
            QByteArray("check failed \"" + QByteArray(name) + "\" \"It is broken.\" \"secret\"")
                .constData());
    const HealthReport report = test::await(
        runChecks({{u"one"_s, broken}, {u"two"_s, broken, HealthCheck::Weight::Helpful}}));
    QCOMPARE(report.status(), u"degraded"_s);
    QCOMPARE(report.services, (QJsonObject{{"one"_L1, u"failed"_s}, {"two"_L1, u"degraded"_s}}));
    QCOMPARE(report.missing, QStringList{u"one"_s});
    QCOMPARE(report.reasons, (QStringList{u"one: It is broken."_s, u"two: It is broken."_s}));
}

QTEST_GUILESS_MAIN(HealthCheckTest)
#include "tst_healthcheck.moc"
