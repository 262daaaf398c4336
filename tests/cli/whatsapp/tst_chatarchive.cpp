// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatarchive.h"
#include "tests/cli/zipfile.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace linnet;
using namespace linnet::cli;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class ChatArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void takesATextAsItIs();
    void findsTheTextInAZip_data();
    void findsTheTextInAZip();
    void unpacksWhatIsAskedFor();
    void writesNothingElsewhere();
    void leavesNothingBehind();
    void leavesOutWhatIsTooLarge();
    void refuses_data();
    void refuses();

private:
    using Files = QList<std::pair<QByteArray, QByteArray>>;

    QString zip(const Files &files, const char *password = nullptr)
    {
        const QString path = m_folder.filePath(u"chat.zip"_s);
        writeZip(path, files, password);
        return path;
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    const QTemporaryDir m_folder;
};

void ChatArchiveTest::takesATextAsItIs()
{
    const QString path = m_folder.filePath(u"chat.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("text") == 4);
    file.close();
    const auto archive = ChatArchive::open(path);
    QVERIFY(archive);
    QVERIFY(!(*archive)->isZip());
    QCOMPARE((*archive)->textFile(), path);
    QVERIFY((*archive)->unpack({u"IMG-1.jpg"_s}));
    QCOMPARE((*archive)->unpacked(u"IMG-1.jpg"_s), QString());
    QCOMPARE(ChatArchive::open(path + u"x"_s).error().code, "file_unreadable"_L1);
}

void ChatArchiveTest::findsTheTextInAZip_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("iOS") << QByteArray("_chat.txt");
    QTest::newRow("Android") << QByteArray("WhatsApp Chat with Alice.txt");
    QTest::newRow("German") << QByteArray("WhatsApp Chat mit Zoë.txt");
    QTest::newRow("in a folder") << QByteArray("WhatsApp Chat - Alice/_chat.txt");
}

void ChatArchiveTest::findsTheTextInAZip()
{
    QFETCH(QByteArray, name);
    const auto archive = ChatArchive::open(
        zip({{"a.txt", "sent by somebody"}, {name, "the chat"}, {"IMG-1.jpg", "x"}}));
    QVERIFY2(archive, qPrintable(archive ? QString() : archive.error().message));
    QVERIFY((*archive)->isZip());
    QCOMPARE(contentOf((*archive)->textFile()), "the chat");
    QVERIFY((*archive)->contains(u"IMG-1.jpg"_s));
    QVERIFY((*archive)->contains(u"a.txt"_s));
    QVERIFY(!(*archive)->contains(u"IMG-2.jpg"_s));
}

void ChatArchiveTest::unpacksWhatIsAskedFor()
{
    const auto archive = ChatArchive::open(
        zip({{"_chat.txt", "t"}, {"IMG-1.jpg", "one"}, {"IMG-2.jpg", "two"}, {"a.txt", "three"}}));
    QVERIFY((*archive)->unpack({u"IMG-2.jpg"_s, u"a.txt"_s, u"IMG-3.jpg"_s}));
    QCOMPARE(contentOf((*archive)->unpacked(u"IMG-2.jpg"_s)), "two");
    QCOMPARE(contentOf((*archive)->unpacked(u"a.txt"_s)), "three");
    QCOMPARE((*archive)->unpacked(u"IMG-1.jpg"_s), QString());
    QCOMPARE(contentOf((*archive)->textFile()), "t");
}

void ChatArchiveTest::writesNothingElsewhere()
{
    const auto archive = ChatArchive::open(
        zip({{"_chat.txt", "t"}, {"../../../tmp/out.jpg", "one"}, {"/etc/out2.jpg", "two"}}));
    QVERIFY(archive);
    QVERIFY((*archive)->unpack({u"out.jpg"_s, u"out2.jpg"_s}));
    const QString folder = QFileInfo((*archive)->textFile()).path();
    for (const auto &name : {u"out.jpg"_s, u"out2.jpg"_s})
        QCOMPARE(QFileInfo((*archive)->unpacked(name)).path(), folder);
}

void ChatArchiveTest::leavesNothingBehind()
{
    QString text;
    {
        const auto archive = ChatArchive::open(zip({{"_chat.txt", "t"}}));
        text = (*archive)->textFile();
        QVERIFY(QFileInfo::exists(text));
    }
    QVERIFY(!QFileInfo::exists(QFileInfo(text).path()));
}

void ChatArchiveTest::leavesOutWhatIsTooLarge()
{
    const QString file =
        zip({{"_chat.txt", "t"}, {"big.jpg", QByteArray(5'000, 'x')}, {"small.jpg", "x"}});
    const auto archive = ChatArchive::open(file, {.file = 4'000});
    QVERIFY((*archive)->unpack({u"big.jpg"_s, u"small.jpg"_s}));
    QCOMPARE((*archive)->unpacked(u"big.jpg"_s), QString());
    QCOMPARE(contentOf((*archive)->unpacked(u"small.jpg"_s)), "x");

    const auto bomb = ChatArchive::open(file, {.all = 4'000});
    const auto refused = (*bomb)->unpack({u"big.jpg"_s});
    QCOMPARE(refused.error().code, "chat_export"_L1);
    QCOMPARE(ChatArchive::open(file, {.text = 0}).error().code, "chat_export"_L1);
    QCOMPARE(ChatArchive::open(file, {.entries = 2}).error().code, "chat_export"_L1);
}

void ChatArchiveTest::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("words");
    const auto add = [this](const char *name, const Files &files, const QString &words,
                            const char *password = nullptr) {
        const QString path = m_folder.filePath(QString::fromLatin1(name) + u".zip"_s);
        writeZip(path, files, password);
        QTest::newRow(name) << path << words;
    };
    add("encrypted", {{"_chat.txt", "t"}}, u"encrypted"_s, "secret");
    add("twice", {{"_chat.txt", "t"}, {"a/IMG-1.jpg", "x"}, {"b/IMG-1.jpg", "y"}}, u"twice"_s);
    add("no text", {{"IMG-1.jpg", "x"}}, u"no text"_s);
    add("two texts", {{"a.txt", "x"}, {"b.txt", "y"}}, u"no text"_s);
    const QString broken = m_folder.filePath(u"broken.zip"_s);
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("PK\3\4 and so on") > 0);
    QTest::newRow("broken") << broken << u"damaged"_s;
}

void ChatArchiveTest::refuses()
{
    QFETCH(QString, file);
    QFETCH(QString, words);
    const auto archive = ChatArchive::open(file);
    QVERIFY(!archive);
    QCOMPARE(archive.error().code, "chat_export"_L1);
    QVERIFY2(archive.error().message.contains(words), qPrintable(archive.error().message));
}

QTEST_GUILESS_MAIN(ChatArchiveTest)
#include "tst_chatarchive.moc"
