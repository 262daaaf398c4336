// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/dataurl.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class DataUrlTest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void isToldFromOtherTexts();
};

void DataUrlTest::reads_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QByteArray>("bytes");

    const auto good = [](const char *name, const QString &url, const QByteArray &bytes) {
        QTest::newRow(name) << url << true << bytes;
    };
    const auto bad = [](const char *name, const QString &url) {
        QTest::newRow(name) << url << false << QByteArray();
    };
    good("a picture", u"data:image/png;base64,iVBORw=="_s, "\x89PNG");
    good("without a type", u"data:;base64,aGk="_s, "hi");
    good("with parameters", u"data:text/plain;charset=utf-8;base64,aGk="_s, "hi");
    good("in capitals", u"DATA:image/png;BASE64,aGk="_s, "hi");
    good("without padding", u"data:;base64,aGk"_s, "hi");
    good("empty", u"data:image/png;base64,"_s, "");
    bad("not in base64", u"data:text/plain,hi"_s);
    bad("no comma", u"data:image/png;base64"_s);
    bad("foreign letters", u"data:;base64,aG\u00e9="_s);
    bad("spaces", u"data:;base64,aG k="_s);
    bad("a very long type", u"data:"_s + QString(1000, u'x') + u";base64,aGk="_s);
    bad("another scheme", u"https://example.org/;base64,aGk="_s);
    bad("nothing", {});
}

void DataUrlTest::reads()
{
    QFETCH(QString, url);
    QFETCH(bool, isGood);
    QFETCH(QByteArray, bytes);
    const auto read = readDataUrl(url);
    QCOMPARE(read.has_value(), isGood);
    QCOMPARE(read.value_or(QByteArray()), bytes);
}

void DataUrlTest::isToldFromOtherTexts()
{
    QVERIFY(isDataUrl(u"data:,"));
    QVERIFY(!isDataUrl(u"https://example.org/data:"));
    QVERIFY(!isDataUrl(u""));
}

QTEST_GUILESS_MAIN(DataUrlTest)
#include "tst_dataurl.moc"
