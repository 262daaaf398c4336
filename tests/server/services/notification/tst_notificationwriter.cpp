// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/notification/notificationwriter.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class NotificationWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_chat = std::make_unique<ChatFixture>(); }
    void cleanup() { m_chat.reset(); }

    void keepsNoMoreThanItsBound();
    void isUndoneWithWhatItIsAbout();

private:
    std::unique_ptr<ChatFixture> m_chat;
};

void NotificationWriterTest::keepsNoMoreThanItsBound()
{
    const NotificationWriter writer(m_chat->notificationContext);
    const auto add = [this, &writer](int count) {
        return await(
            m_chat->database->write([this, &writer, count](Stores &stores) -> Result<qint64> {
                Notification draft;
                draft.user = m_chat->alice;
                for (int i = 0; i < count; ++i) {
                    if (const auto one = writer.add(stores, draft); !one)
                        return one.error();
                }
                return stores.notifications.countUnread(m_chat->alice, NotificationScope::All);
            }));
    };
    QCOMPARE(*add(NotificationWriter::MostKept), NotificationWriter::MostKept);
    QCOMPARE(*add(1), NotificationWriter::KeptOfMore);
    QCOMPARE(*add(20), NotificationWriter::KeptOfMore + 20);
}

void NotificationWriterTest::isUndoneWithWhatItIsAbout()
{
    const NotificationWriter writer(m_chat->notificationContext);
    const auto failed =
        await(m_chat->database->write([this, &writer](Stores &stores) -> Result<int> {
            Notification draft;
            draft.user = m_chat->alice;
            if (const auto one = writer.add(stores, draft); !one)
                return one.error();
            return Error{Error::Kind::Conflict, "no"_L1, u"No"_s};
        }));
    QVERIFY(!failed);
    QCOMPARE(*await(m_chat->notifications.countUnread(m_chat->alice)), 0);
}

QTEST_GUILESS_MAIN(NotificationWriterTest)
#include "tst_notificationwriter.moc"
