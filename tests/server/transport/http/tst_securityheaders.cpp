// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/securityheaders.h"

#include <QTest>

using namespace linnet;

class SecurityHeadersTest : public QObject
{
    Q_OBJECT

private slots:
    void areTheChecklists_data();
    void areTheChecklists();
    void letPagesRunWhatIsTheirOwn();
    void nameNoVersion();
};

void SecurityHeadersTest::areTheChecklists_data()
{
    QTest::addColumn<QByteArray>("value");

    const auto add = [](const char *name, const char *value) {
        QTest::newRow(name) << QByteArray(value);
    };
    add("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    add("x-content-type-options", "nosniff");
    add("referrer-policy", "no-referrer");
    add("cross-origin-opener-policy", "same-origin");
    add("cross-origin-resource-policy", "same-origin");
    add("origin-agent-cluster", "?1");
    add("x-frame-options", "SAMEORIGIN");
    add("x-dns-prefetch-control", "off");
    add("x-download-options", "noopen");
    add("x-permitted-cross-domain-policies", "none");
    add("x-xss-protection", "0");
}

void SecurityHeadersTest::areTheChecklists()
{
    QFETCH(QByteArray, value);
    QCOMPARE(apiHeaders().value(QTest::currentDataTag()), value);
}

void SecurityHeadersTest::letPagesRunWhatIsTheirOwn()
{
    const QByteArray policy = pageHeaders().value("content-security-policy");
    QVERIFY(policy.startsWith("default-src 'self'; "));
    QVERIFY(policy.contains("object-src 'none'") && policy.contains("frame-ancestors 'none'"));
    QVERIFY(!policy.contains("unsafe"));
    QVERIFY(!policy.contains("http"));
    QCOMPARE(pageHeaders("script-src *").value("content-security-policy"),
             QByteArray("script-src *"));
}

void SecurityHeadersTest::nameNoVersion()
{
    QVERIFY(!apiHeaders().contains("server"));
    QVERIFY(!apiHeaders().contains("strict-transport-security"));
    QCOMPARE(strictTransportSecurity().value, QByteArray("max-age=31536000; includeSubDomains"));
}

QTEST_GUILESS_MAIN(SecurityHeadersTest)
#include "tst_securityheaders.moc"
