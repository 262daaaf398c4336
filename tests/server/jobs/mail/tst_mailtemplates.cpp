// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailtemplates.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

const QStringList Languages = {u"de"_s, u"en"_s, u"hi"_s};

//! \return the names of the placeholders in a file that is built in.
QStringList placeholders(const QString &file)
{
    QFile source(u":/mail/"_s + file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("There is no %s.", qPrintable(file));
    const QString text = QString::fromUtf8(source.readAll());
    static const QRegularExpression pattern(u"\\{\\{([^}]*)\\}\\}"_s);
    QStringList names;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();)
        names.append(matches.next().captured(1));
    names.removeDuplicates();
    std::sort(names.begin(), names.end());
    return names;
}

//! \return a value for all that any template asks for.
QJsonObject values(const QString &value = u"something"_s)
{
    QJsonObject object;
    for (const QString &name : MailTemplates::names()) {
        for (const QString &each : placeholders(name + u".en.txt"_s))
            object.insert(each, value);
    }
    return object;
}

void write(const QTemporaryDir &folder, const QString &file, const QByteArray &text)
{
    QFile target(folder.filePath(file));
    if (!target.open(QIODevice::WriteOnly))
        qFatal("Cannot write.");
    target.write(text);
}

} // namespace

class MailTemplatesTest : public QObject
{
    Q_OBJECT

private slots:
    void areThereInEveryLanguage();
    void askForTheSameInEveryLanguage();
    void fillInAllValues();
    void takesTheLanguageOrOneThatIsThere_data();
    void takesTheLanguageOrOneThatIsThere();
    void escapesValuesInHtmlAlone();
    void fillsInEachPlaceholderOnce();
    void keepsValuesInOneLine();
    void saysWhatIsMissing();
    void prefersTheFolder();
    void sendsNoHtmlWhereTheFolderHasNone();
    void checksTheFolder_data();
    void checksTheFolder();
};

void MailTemplatesTest::areThereInEveryLanguage()
{
    const QStringList names = {
        u"email-changed"_s,       u"friend-request"_s,   u"identifier-added"_s,
        u"identifier-removed"_s,  u"invitation"_s,       u"new-address-code"_s,
        u"new-sign-in"_s,         u"password-changed"_s, u"password-removed"_s,
        u"password-reset-code"_s, u"password-reset"_s,   u"second-factor-off"_s,
        u"sign-in-code"_s,        u"verify-email"_s,     u"while-you-were-away"_s};
    QCOMPARE(MailTemplates::names(), names);
    for (const QString &name : names)
        QCOMPARE(MailTemplates::languages(name), Languages);
}

void MailTemplatesTest::askForTheSameInEveryLanguage()
{
    for (const QString &name : MailTemplates::names()) {
        const QStringList expected = placeholders(name + u".en.txt"_s);
        QVERIFY(expected.contains(u"server"_s));
        for (const QString &language : Languages) {
            QCOMPARE(placeholders(name + u'.' + language + u".txt"_s), expected);
            QCOMPARE(placeholders(name + u'.' + language + u".html"_s), expected);
        }
    }
}

void MailTemplatesTest::fillInAllValues()
{
    for (const QString &name : MailTemplates::names()) {
        for (const QString &language : Languages) {
            const auto text = MailTemplates().render(name, language, values());
            QVERIFY(text);
            QCOMPARE(text->language, language);
            QVERIFY(!text->subject.isEmpty());
            for (const QString &part : {text->subject, text->text, text->html}) {
                QVERIFY(!part.contains(u"{{"_s));
                QVERIFY(!part.isEmpty());
            }
        }
    }
}

void MailTemplatesTest::takesTheLanguageOrOneThatIsThere_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("expected");

    QTest::newRow("itself") << u"de"_s << u"de"_s;
    QTest::newRow("of a region") << u"de-AT"_s << u"de"_s;
    QTest::newRow("of a script and a region") << u"hi-Deva-IN"_s << u"hi"_s;
    QTest::newRow("as a browser says it") << u"de-DE,de;q=0.9,en;q=0.8"_s << u"de"_s;
    QTest::newRow("the first that is there") << u"fr,hi,de"_s << u"hi"_s;
    QTest::newRow("one that is not there") << u"fr"_s << u"en"_s;
    QTest::newRow("none") << QString() << u"en"_s;
    QTest::newRow("a path") << u"../../etc/passwd"_s << u"en"_s;
    QTest::newRow("a file") << u"de/../en"_s << u"de"_s;
}

void MailTemplatesTest::takesTheLanguageOrOneThatIsThere()
{
    QFETCH(QString, language);
    QFETCH(QString, expected);

    QCOMPARE(MailTemplates().render(u"sign-in-code"_s, language, values())->language, expected);
}

void MailTemplatesTest::escapesValuesInHtmlAlone()
{
    const auto text = MailTemplates().render(u"friend-request"_s, u"en"_s,
                                             values(u"<b title=\"x\">Tom & Jerry's</b>"_s));

    QVERIFY(text->subject.contains(u"<b title=\"x\">Tom & Jerry's</b>"_s));
    QVERIFY(text->text.contains(u"<b title=\"x\">Tom & Jerry's</b>"_s));
    QVERIFY(!text->html.contains(u"<b "_s));
    QVERIFY(text->html.contains(u"&lt;b title=&quot;x&quot;&gt;Tom &amp; Jerry's&lt;/b&gt;"_s));
}

void MailTemplatesTest::fillsInEachPlaceholderOnce()
{
    const auto text =
        MailTemplates().render(u"friend-request"_s, u"en"_s, values(u"{{link}} {{nothing}}"_s));

    QVERIFY(text);
    QVERIFY(text->text.contains(u"{{link}} {{nothing}}"_s));
}

void MailTemplatesTest::keepsValuesInOneLine()
{
    const auto text = MailTemplates().render(
        u"friend-request"_s, u"en"_s, values(u" Eve\r\nBcc: all@example.org\n\n\u202egnp.exe\t"_s));

    QVERIFY(text->subject.startsWith(u"Eve Bcc: all@example.org gnp.exe wants"_s));
    QVERIFY(text->text.startsWith(u"Eve Bcc: all@example.org gnp.exe sent"_s));
}

void MailTemplatesTest::saysWhatIsMissing()
{
    const auto incomplete = MailTemplates().render(u"sign-in-code"_s, u"en"_s, {});
    QCOMPARE(incomplete.error().code, "mail_template"_L1);
    QVERIFY(incomplete.error().message.contains(u"{{server}}"_s));

    const auto unknown = MailTemplates().render(u"../etc/passwd"_s, u"en"_s, {});
    QCOMPARE(unknown.error().code, "mail_template"_L1);
}

void MailTemplatesTest::prefersTheFolder()
{
    const QTemporaryDir folder;
    write(folder, u"sign-in-code.en.txt"_s, "Your {{ code }}\nTake it.\n");
    write(folder, u"sign-in-code.fr.txt"_s, "Votre code\n{{code}}\n");
    const MailTemplates templates(folder.path());
    QVERIFY(templates.check());

    const auto english = templates.render(u"sign-in-code"_s, u"en"_s, values(u"1234"_s));
    QCOMPARE(english->subject, u"Your 1234"_s);
    QCOMPARE(english->text, u"Take it."_s);
    QCOMPARE(templates.render(u"sign-in-code"_s, u"fr-CA"_s, values(u"1234"_s))->text, u"1234"_s);
    QCOMPARE(templates.render(u"sign-in-code"_s, u"de"_s, values())->language, u"de"_s);
}

void MailTemplatesTest::sendsNoHtmlWhereTheFolderHasNone()
{
    const QTemporaryDir folder;
    write(folder, u"sign-in-code.fr.txt"_s, "Votre code\n{{code}}\n");

    const auto text = MailTemplates(folder.path()).render(u"sign-in-code"_s, u"fr"_s, values());

    QCOMPARE(text->html, QString());
}

void MailTemplatesTest::checksTheFolder_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("complaint");

    QTest::newRow("right") << u"sign-in-code.fr.txt"_s << QByteArray("{{code}}\n{{minutes}}")
                           << QString();
    QTest::newRow("a placeholder that is none")
        << u"sign-in-code.en.html"_s << QByteArray("{{cod}}") << u"uses {{cod}}"_s;
    QTest::newRow("a mail that is none")
        << u"sign-in-cod.en.txt"_s << QByteArray() << u"must be named"_s;
    QTest::newRow("no language") << u"sign-in-code.txt"_s << QByteArray() << u"must be named"_s;
}

void MailTemplatesTest::checksTheFolder()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, complaint);
    const QTemporaryDir folder;
    write(folder, file, text);

    const auto checked = MailTemplates(folder.path()).check();

    QCOMPARE(checked.has_value(), complaint.isEmpty());
    if (!checked) {
        QVERIFY2(checked.error().message.contains(complaint), qPrintable(checked.error().message));
        QVERIFY(checked.error().message.contains(file));
    }
    QVERIFY(!MailTemplates(folder.filePath(u"missing"_s)).check());
}

QTEST_GUILESS_MAIN(MailTemplatesTest)
#include "tst_mailtemplates.moc"
