// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/rawconnection.h"
#include "common/core/certificate.h"
#include "tests/support/certificate.h"
#include "tests/support/fakeapi.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketServer>

#include <future>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class RawConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void carriesBytesBothWays();
    void showsWhatTheServerIsCertifiedWith();
    void trustsNobodyWithoutAReason();

private:
    Result<QByteArray> certificatesOf(const QString &url, const QString &caFile) const;
    QString file(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    std::unique_ptr<QWebSocketServer> m_server; //!< Of which TLS alone is wanted.
    QString m_url;
};

void RawConnectionTest::initTestCase()
{
    QVERIFY(writeCertificate(file(u"cert.pem"_s), file(u"key.pem"_s), "localhost"));
    QFile key(file(u"key.pem"_s));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration tls;
    tls.setLocalCertificateChain(QSslCertificate::fromPath(file(u"cert.pem"_s)));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_server = std::make_unique<QWebSocketServer>(u"test"_s, QWebSocketServer::SecureMode);
    m_server->setSslConfiguration(tls);
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_url = u"https://localhost:%1"_s.arg(m_server->serverPort());
}

void RawConnectionTest::carriesBytesBothWays()
{
    FakeApi api;
    api.answer("GET /a", "fine");
    const auto connection = RawConnection::open({api.url()}, {});
    QVERIFY(connection);
    QVERIFY((*connection)->certificates().isEmpty());
    QVERIFY((*connection)->send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n"));
    QByteArray received;
    while (!received.endsWith("fine")) {
        const auto more = (*connection)->receive();
        QVERIFY(more && !more->isEmpty());
        received += *more;
    }
    QVERIFY(received.startsWith("HTTP/1.1 200 "));
}

Result<QByteArray> RawConnectionTest::certificatesOf(const QString &url,
                                                     const QString &caFile) const
{
    auto outcome = std::async(std::launch::async, [&]() -> Result<QByteArray> {
        const auto connection =
            RawConnection::open({.url = url, .caFile = caFile}, {.timeout = Patience});
        if (!connection)
            return connection.error();
        return (*connection)->certificates();
    });
    if (!test::waitUntil([&] { return outcome.wait_for(0s) == std::future_status::ready; },
                         test::LongPatience))
        qFatal("It does not end.");
    return outcome.get();
}

void RawConnectionTest::showsWhatTheServerIsCertifiedWith()
{
    const auto pem = certificatesOf(m_url, file(u"cert.pem"_s));
    QVERIFY2(pem, pem ? "" : qPrintable(pem.error().message + pem.error().detail));
    const auto chain = readCertificates(*pem);
    QVERIFY(chain);
    QCOMPARE(chain->size(), size_t(1));
    QCOMPARE(chain->front().subject, u"CN=localhost"_s);
}

void RawConnectionTest::trustsNobodyWithoutAReason()
{
    const auto strange = certificatesOf(m_url, {});
    QVERIFY(!strange);
    QCOMPARE(strange.error().code, "unknown_authority"_L1);
    QVERIFY2(strange.error().message.contains(u"self"_s), qPrintable(strange.error().message));
}

QTEST_GUILESS_MAIN(RawConnectionTest)
#include "tst_rawconnection.moc"
