// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/certificateage.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const Timestamp Now{std::chrono::sys_days(std::chrono::year(2026) / 1 / 31)};

Certificate certificate(Timestamp until, const QString &subject = u"CN=a"_s)
{
    return {subject, Now - days(300), until};
}

} // namespace

class CertificateAgeTest : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void isAsGoodAsItsChain();
    void noticesOneOfTomorrow();
    void noticesThatThereIsNone();
};

void CertificateAgeTest::judges_data()
{
    QTest::addColumn<Timestamp>("until");
    QTest::addColumn<Finding::State>("state");
    QTest::addColumn<QString>("text");
    QTest::newRow("good") << Now + days(60) << Finding::State::Ok
                          << u"The certificate CN=a is good for 60 days, until 2026-04-01."_s;
    QTest::newRow("just good enough")
        << Now + days(14) << Finding::State::Ok
        << u"The certificate CN=a is good for 14 days, until 2026-02-14."_s;
    QTest::newRow("soon to end")
        << Now + days(14) - 1ms << Finding::State::Warning
        << u"The certificate CN=a is good for 13 days, until 2026-02-13."_s;
    QTest::newRow("ends now") << Now << Finding::State::Failure
                              << u"The certificate CN=a ended 0 ms ago, on 2026-01-31."_s;
    QTest::newRow("ended") << Now - 26h << Finding::State::Failure
                           << u"The certificate CN=a ended 1 day ago, on 2026-01-29."_s;
}

void CertificateAgeTest::judges()
{
    QFETCH(Timestamp, until);
    QFETCH(Finding::State, state);
    const Finding finding = judgeCertificates({certificate(until)}, Now, u"Renew it."_s);
    QCOMPARE(finding.state, state);
    QTEST(finding.text, "text");
    QCOMPARE(finding.fix, state == Finding::State::Ok ? QString() : u"Renew it."_s);
}

void CertificateAgeTest::isAsGoodAsItsChain()
{
    const Finding finding = judgeCertificates(
        {certificate(Now + days(60)), certificate(Now - 1h, u"CN=between"_s)}, Now, u"Renew."_s);
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.startsWith(u"The certificate CN=between of its chain ended 1 hour ago"_s));
}

void CertificateAgeTest::noticesOneOfTomorrow()
{
    const Finding finding =
        judgeCertificates({{u"CN=a"_s, Now + days(1), Now + days(90)}}, Now, u"Renew."_s);
    QCOMPARE(finding.state, Finding::State::Failure);
    QCOMPARE(finding.text, u"The certificate CN=a is not good before 2026-02-01."_s);
    QVERIFY(finding.fix.contains(u"clocks"_s));
}

void CertificateAgeTest::noticesThatThereIsNone()
{
    QCOMPARE(judgeCertificates({}, Now, u"Renew."_s).state, Finding::State::Failure);
}

QTEST_GUILESS_MAIN(CertificateAgeTest)
#include "tst_certificateage.moc"
