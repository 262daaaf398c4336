// SPDX-License-Identifier: GPL-3.0-or-later
// A certificate that is trusted: tst_rawconnection, and tests/e2e/linnetctl-doctor.test.mjs.
#include "cli/doctor/servedcertificate.h"

#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace Qt::StringLiterals;

class ServedCertificateTest : public QObject
{
    Q_OBJECT

private slots:
    void hasNothingToLookAtWithoutTls();
    void saysThatNobodyAnswers();
};

void ServedCertificateTest::hasNothingToLookAtWithoutTls()
{
    const Finding finding =
        checkServedCertificate({.address = {u"http://127.0.0.1:1"_s}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Skipped);
    QVERIFY(finding.fix.contains(u"--url"_s));
}

void ServedCertificateTest::saysThatNobodyAnswers()
{
    const Finding finding =
        checkServedCertificate({.address = {u"https://127.0.0.1:1"_s}, .settings = {}});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY2(finding.text.contains(u"No server answers"_s), qPrintable(finding.text));
    QVERIFY(!finding.fix.isEmpty());
}

QTEST_GUILESS_MAIN(ServedCertificateTest)
#include "tst_servedcertificate.moc"
