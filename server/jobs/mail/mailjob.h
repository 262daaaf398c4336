// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/jobhandler.h"
#include "server/jobs/mail/mail.h"
#include "server/jobs/mail/mailaddress.h"
#include "server/jobs/mail/mailtemplates.h"

#include <memory>
#include <mutex>

namespace linnet {

class MailTransport;
class SecretBox;

//! \brief How mails are written and sent, until somebody says otherwise.
struct MailRoute
{
    MailTemplates templates = MailTemplates();
    MailAddress from; //!< Whose name is also the value {{server}} of every template.
    std::shared_ptr<MailTransport> transport;
};

//! \brief Writes and sends the mails that services put into the Mailer.
class MailJob : public JobHandler
{
public:
    //! Hears, in the transaction that gives it up, of a mail that will never arrive.
    using Lost = std::function<Result<>(Stores &, const Mail &)>;

    //! \brief What it works with. All of it outlives the handler.
    struct Context
    {
        const SecretBox &box;
        const Clock &clock;
    };

    MailJob(Context context, MailRoute route);

    //! Mails that are begun from now on go by \p route. Safe from any thread.
    void configure(MailRoute route);

    //! As MailTransport::probe(), by the way that mails go now. Safe from any thread.
    Result<QString> probe(const std::stop_token &stop) const;

    //! To be called before the first job runs.
    void whenLost(Lost lost) { m_lost = std::move(lost); }

    QString kind() const override;
    Result<> run(const Job &job, const std::stop_token &stop) override;
    void rest() override;
    Result<> giveUp(Stores &stores, const Job &job) override;

private:
    using SharedRoute = std::shared_ptr<const MailRoute>;

    SharedRoute route() const;

    const Context m_context;
    Lost m_lost;
    mutable std::mutex m_mutex;
    SharedRoute m_route;
};

} // namespace linnet
