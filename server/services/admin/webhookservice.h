// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/live.h"
#include "common/domain/audit.h"
#include "common/domain/webhook.h"
#include "server/services/admin/admincontext.h"
#include "server/services/admin/rehearsal.h"
#include "server/services/webhook/httpposter.h"

#include <QCoroTask>

#include <chrono>
#include <optional>
#include <vector>

namespace linnet {

class IdGenerator;
class SecretBox;
struct Stores;

//! \brief What a webhook is to be; what is not set stays as it is.
struct WebhookDraft
{
    std::optional<QString> name = {};
    std::optional<QString> url = {};
    std::optional<QStringList> events = {};
    std::optional<Webhook::State> state = {};
};

//! \brief A webhook, and its new secret, which is said this once; empty in a dry run.
struct WebhookIssue
{
    Webhook webhook;
    QByteArray secret;
};

//! \brief Which other programs are told of what happens here: setting that up.
class WebhookService
{
public:
    static constexpr int MostWebhooks = 50;

    //! \brief What it works with. All of it outlives the service.
    struct Around
    {
        AdminContext context;
        IdGenerator &ids;
        const SecretBox &box;
    };

    WebhookService(const Around &around, const OutgoingRules &rules);

    //! Takes over where webhooks may be.
    void configure(const OutgoingRules &rules) { m_rules.replace(rules); }

    QCoro::Task<Result<std::vector<Webhook>>> list();
    QCoro::Task<Result<Webhook>> find(WebhookId webhook);

    // What follows is InvalidInput for what a webhook cannot be, and NotFound if there is none.

    //! \return Conflict ("too_many_webhooks") if there are MostWebhooks.
    QCoro::Task<Result<WebhookIssue>> create(Actor actor, WebhookDraft draft, Run run);
    //! What is switched on again has not failed yet.
    QCoro::Task<Result<Webhook>> edit(Actor actor, WebhookId webhook, WebhookDraft draft, Run run);
    QCoro::Task<Result<Webhook>> remove(Actor actor, WebhookId webhook, Run run);
    //! Makes a new secret; the one before signs, too, for \p overlap.
    QCoro::Task<Result<WebhookIssue>> rotate(Actor actor, WebhookId webhook,
                                             std::chrono::milliseconds overlap, Run run);

private:
    Result<> apply(Webhook &webhook, const WebhookDraft &draft) const;
    Result<WebhookIssue> storeNew(Stores &stores, const Actor &actor, Webhook webhook) const;
    Result<Webhook> storeEdit(Stores &stores, const Actor &actor, WebhookId id,
                              const WebhookDraft &draft) const;
    Result<Webhook> storeRemoval(Stores &stores, const Actor &actor, WebhookId id) const;
    Result<WebhookIssue> storeSecret(Stores &stores, const Actor &actor, WebhookId id,
                                     std::chrono::milliseconds overlap) const;

    const AdminContext m_context;
    IdGenerator &m_ids;
    const SecretBox &m_box;
    Live<OutgoingRules> m_rules;
};

} // namespace linnet
