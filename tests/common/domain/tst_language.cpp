// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/language.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class LanguageTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsTags_data();
    void knowsTags();
    void readsWhatIsAccepted_data();
    void readsWhatIsAccepted();
};

void LanguageTest::knowsTags_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("a language") << u"de"_s << true;
    QTest::newRow("of a region") << u"pt-BR"_s << true;
    QTest::newRow("of a script") << u"zh-Hant-TW"_s << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("a word") << u"german"_s << false;
    QTest::newRow("a path") << u"../de"_s << false;
    QTest::newRow("a line more") << u"de\n"_s << false;
    QTest::newRow("endless") << u"de"_s + QString(u"-abcdefgh"_s).repeated(5) << false;
}

void LanguageTest::knowsTags()
{
    QFETCH(QString, tag);
    QTEST(isLanguageTag(tag), "isOne");
}

void LanguageTest::readsWhatIsAccepted_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("languages");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("anything") << QByteArray("*") << QString();
    QTest::newRow("one") << QByteArray("hi") << u"hi"_s;
    QTest::newRow("in order") << QByteArray("de-AT, de;q=0.9,en;q=0.8") << u"de-AT,de,en"_s;
    QTest::newRow("out of order") << QByteArray("en;q=0.5, hi;q=0.7, fr") << u"fr,hi,en"_s;
    QTest::newRow("not at all") << QByteArray("de;q=0, en") << u"en"_s;
    QTest::newRow("a weight that is none") << QByteArray("de;q=x, en") << u"en"_s;
    QTest::newRow("what is none") << QByteArray("../x, en\x01, de") << u"de"_s;
    QTest::newRow("too many") << QByteArray("aa,bb,cc,dd,ee,ff") << u"aa,bb,cc,dd,ee"_s;
}

void LanguageTest::readsWhatIsAccepted()
{
    QFETCH(QByteArray, header);
    QTEST(acceptedLanguages(header), "languages");
}

QTEST_GUILESS_MAIN(LanguageTest)
#include "tst_language.moc"
