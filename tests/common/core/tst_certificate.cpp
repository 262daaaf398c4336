// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/certificate.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Leaf = R"(-----BEGIN CERTIFICATE-----
MIIBITCByaADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEGNoYXQuZXhh
bXBsZS5vcmcwHhcNMjYwMTAxMDAwMDAwWhcNMjYwNDAxMTIwMDAwWjAbMRkwFwYD
VQQDDBBjaGF0LmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
1k1jrjqSXrWbtgjiGudh2cM2kuS48OBAH60dZB/2XEWCM7Gs7OfHyxZFcwt/+jZA
5JCmBlYGhp5GQ2PrKhBGyjAKBggqhkjOPQQDAgNHADBEAiBoJWlilURT2pikI8td
y7NXdQ2ErQogdX7qf7v+AI8cEgIgWIbFO/9MrYarivO4B0AhzNOdlkGwoQxKvhPC
6FcTGgE=
-----END CERTIFICATE-----
)";
const QByteArray Authority = R"(-----BEGIN CERTIFICATE-----
MIIBIzCBy6ADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEMOcbmzDvCBh
dXRob3JpdHkwIBcNMjUwMTAxMDAwMDAwWhgPMjA2MDAxMDEwMDAwMDBaMBsxGTAX
BgNVBAMMEMOcbmzDvCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT/k4cmb1gVGe24qN/b9tZ/Pxnzxmo1rMSbe0rQnDQPCJz9bBRoQKOllBqTJAXe
IY/WnRaBs0q6w964xd7c/6EYMAoGCCqGSM49BAMCA0cAMEQCIGq0r9y6jRGXIbXD
rZxk4GMdUR3zARXfUwMe26/qsrBfAiB+glMulITECf+X5K0s4IuXp9d/zD3lBSzd
1HObMwu1tQ==
-----END CERTIFICATE-----
)";

} // namespace

class CertificateTest : public QObject
{
    Q_OBJECT

private slots:
    void readsAChainInItsOrder();
    void readsPastWhatIsNoCertificate();
    void refuses_data();
    void refuses();
};

void CertificateTest::readsAChainInItsOrder()
{
    const auto chain = readCertificates(Leaf + Authority);
    QVERIFY(chain);
    QCOMPARE(chain->size(), size_t(2));
    QCOMPARE(chain->front().subject, u"CN=chat.example.org"_s);
    QCOMPARE(toIso(chain->front().validFrom), u"2026-01-01T00:00:00.000Z"_s);
    QCOMPARE(toIso(chain->front().validUntil), u"2026-04-01T12:00:00.000Z"_s);
    QCOMPARE(chain->back().subject, u"CN=Ünlü authority"_s);
    QCOMPARE(toIso(chain->back().validUntil), u"2060-01-01T00:00:00.000Z"_s);
}

void CertificateTest::readsPastWhatIsNoCertificate()
{
    const auto chain = readCertificates("# ours\n" + Leaf + "\n# that is all\n");
    QVERIFY(chain);
    QCOMPARE(chain->size(), size_t(1));
}

void CertificateTest::refuses_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("something else") << QByteArray("no certificate");
    QTest::newRow("half of one") << Leaf.left(Leaf.size() / 2);
    QTest::newRow("a damaged one after another") << Leaf + QByteArray(Authority).replace("M", "-");
}

void CertificateTest::refuses()
{
    QFETCH(QByteArray, pem);
    const auto chain = readCertificates(pem);
    QVERIFY(!chain);
    QCOMPARE(chain.error().code, "certificate_unreadable"_L1);
}

QTEST_GUILESS_MAIN(CertificateTest)
#include "tst_certificate.moc"
