// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/qrcode.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class QrCodeTest : public QObject
{
    Q_OBJECT

private slots:
    void drawsAPicture();
    void drawsNothingThatIsTooLong();
};

void QrCodeTest::drawsAPicture()
{
    const QByteArray svg = qrCodeSvg(u"otpauth://totp/Linnet:alice?secret=ABC"_s);

    QVERIFY(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    QVERIFY(svg.endsWith("</svg>"));
    QVERIFY(svg.contains("M4 4h1v1h-1z")); // The corner of the first finder pattern.
    QVERIFY(svg != qrCodeSvg(u"otpauth://totp/Linnet:bob?secret=ABC"_s));
}

void QrCodeTest::drawsNothingThatIsTooLong()
{
    QVERIFY(qrCodeSvg(QString(5000, u'x')).isEmpty());
}

QTEST_GUILESS_MAIN(QrCodeTest)
#include "tst_qrcode.moc"
