// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/erasurereceipt.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class ErasureReceiptTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatWasErased();
    void refusesWhatWasChanged();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();

private:
    const Ed25519 m_key{QByteArray(Ed25519::KeyBytes, 'k')};
    const Erasure m_erasure{.user = UserId(7),
                            .requestedAt = Timestamp(std::chrono::milliseconds(1000)),
                            .requestedBy = u"user:1"_s,
                            .messages = Erasure::Messages::Removed,
                            .erasedAt = Timestamp(std::chrono::milliseconds(5000)),
                            .counts = {{"sessions"_L1, 2}}};
};

void ErasureReceiptTest::saysWhatWasErased()
{
    const auto receipt = verifyReceipt(signedReceipt(m_erasure, m_key) + '\n');
    QVERIFY(receipt);
    QCOMPARE(receipt->publicKey, m_key.publicKey());
    QCOMPARE(receipt->claims,
             (QJsonObject{{"user"_L1, u"7"_s},
                          {"requestedAt"_L1, u"1970-01-01T00:00:01.000Z"_s},
                          {"requestedBy"_L1, u"user:1"_s},
                          {"erasedAt"_L1, u"1970-01-01T00:00:05.000Z"_s},
                          {"messages"_L1, u"remove"_s},
                          {"erased"_L1, QJsonObject{{"sessions"_L1, 2}}}}));
}

void ErasureReceiptTest::refusesWhatWasChanged()
{
    const QByteArray jws = signedReceipt(m_erasure, m_key);
    for (qsizetype i = 0; i < jws.size(); ++i) {
        QByteArray changed = jws;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        QVERIFY(!verifyReceipt(changed));
    }
}

void ErasureReceiptTest::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("words") << QByteArray("a.b.c");
    QTest::newRow("an access token") << QByteArray("eyJhbGciOiJub25lIn0.e30.");
}

void ErasureReceiptTest::refusesWhatIsNone()
{
    QFETCH(QByteArray, text);
    const auto receipt = verifyReceipt(text);
    QVERIFY(!receipt);
    QCOMPARE(receipt.error().code, "receipt_invalid"_L1);
}

QTEST_APPLESS_MAIN(ErasureReceiptTest)
#include "tst_erasurereceipt.moc"
