// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mailpagetext.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array All = {MailPageText::DeclineRequests, MailPageText::DeclineDigests,
                            MailPageText::Declined, MailPageText::ProveEmail, MailPageText::Proven};

} // namespace

class MailPageTextTest : public QObject
{
    Q_OBJECT

private slots:
    void speaksTheLanguageOrEnglish_data();
    void speaksTheLanguageOrEnglish();
    void hasAButtonWhereItAsks();
    void saysSomethingElseEachTime();
};

void MailPageTextTest::speaksTheLanguageOrEnglish_data()
{
    QTest::addColumn<QString>("languages");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << QString() << QByteArray("en");
    QTest::newRow("one") << u"de"_s << QByteArray("de");
    QTest::newRow("of a region") << u"hi-IN"_s << QByteArray("hi");
    QTest::newRow("the first that is there") << u"fr,de,hi"_s << QByteArray("de");
    QTest::newRow("none that is there") << u"fr"_s << QByteArray("en");
}

void MailPageTextTest::speaksTheLanguageOrEnglish()
{
    QFETCH(QString, languages);
    QFETCH(QByteArray, expected);
    for (const MailPageText text : All)
        QVERIFY(mailPage(text, languages).contains("<html lang=\"" + expected + "\">"));
}

void MailPageTextTest::hasAButtonWhereItAsks()
{
    for (const QString &language : {u"en"_s, u"de"_s, u"hi"_s}) {
        for (const MailPageText text : All) {
            const bool asks = text != MailPageText::Declined && text != MailPageText::Proven;
            QCOMPARE(mailPage(text, language).contains("<form method=\"post\"><button>"), asks);
        }
    }
}

void MailPageTextTest::saysSomethingElseEachTime()
{
    QSet<QByteArray> pages;
    for (const QString &language : {u"en"_s, u"de"_s, u"hi"_s}) {
        for (const MailPageText text : All)
            pages.insert(mailPage(text, language));
    }
    QCOMPARE(pages.size(), 3 * qsizetype(All.size()));
}

QTEST_GUILESS_MAIN(MailPageTextTest)
#include "tst_mailpagetext.moc"
